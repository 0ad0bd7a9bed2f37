"""Encoded rungs: they are made for as many streams as half of the node's cores, and whoever comes then is passed through."""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import pytest
from django.conf import LazySettings
from pytest_django.live_server_helper import LiveServer

from live.models import PublishSession, Stream
from live.services.keys import rotate_key
from tests.live.factories import StreamFactory
from tests.live.process import IngestProcess, PublisherProcess, wait_until
from tests.videos.playback.hls import read_master

pytestmark = pytest.mark.django_db(transaction=True)
Begin = Callable[[Stream], PublisherProcess]


@pytest.fixture
def node(
    live_server: LiveServer, tmp_path: Path, settings: LazySettings
) -> Iterator[IngestProcess]:
    """A node that may use two cores at most, so that it encodes for one stream."""
    settings.LIVE_LADDER = ["90:100"]
    settings.MEDIA_ROOT = tmp_path / "media"
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(mine)[:2])
    try:
        node = IngestProcess(live_server.url, tmp_path)
    finally:
        os.sched_setaffinity(0, mine)
    yield node
    wait_until(node.is_quiet, "nothing is left of its publishers")
    node.stop()


@pytest.fixture
def begin(node: IngestProcess) -> Iterator[Begin]:
    """Put a stream on air."""
    started: list[PublisherProcess] = []

    def start(stream: Stream) -> PublisherProcess:
        started.append(PublisherProcess(node.url(rotate_key(stream=stream))))
        return started[-1]

    yield start
    for publisher in started:
        publisher.kill()


def rungs(node: IngestProcess, stream: Stream) -> dict[str, str]:
    """The playlist of each picture that players are led to, once there are segments."""

    def master() -> str | None:
        session = PublishSession.objects.filter(
            broadcast__stream=stream, broadcast__ended_at=None, state="publishing"
        ).first()
        if session is None:
            return None
        answer = node.get(f"p/{session.public_id}/master.m3u8")
        return f"{session.public_id}\n{answer.text}" if answer.is_success else None

    session, _newline, text = wait_until(master, "it plays").partition("\n")
    return {
        each["RESOLUTION"]: f"p/{session}/{uri}"
        for each, uri in read_master(text).variants
        if "RESOLUTION" in each
    }


def left(stream: Stream) -> bool:
    return PublishSession.objects.filter(broadcast__stream=stream, left_at__isnull=False).exists()


def times(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#EXT-X-PROGRAM-DATE-TIME")]


def test_a_node_encodes_for_as_many_as_it_can_hold(
    node: IngestProcess, begin: Begin, stream: Stream, settings: LazySettings
) -> None:
    first = begin(stream)
    found = wait_until(lambda: len(each := rungs(node, stream)) > 1 and each, "both are there")
    assert set(found) == {"320x180", "160x90"}
    folder = found["160x90"].removesuffix("index.m3u8")
    low, top = (node.get(found[size]).text for size in ("160x90", "320x180"))
    # Whoever changes rungs goes on at the same moment.
    count = min(len(times(low)), len(times(top)))
    assert count
    assert times(low)[:count] == times(top)[:count]
    name = next(line for line in low.splitlines() if line.startswith("seg_"))
    film = node.get(f"{folder}init.mp4").content + node.get(folder + name).content
    with av.open(io.BytesIO(film)) as container:
        pictures = list(container.decode(video=0))
    assert {(each.width, each.height) for each in pictures} == {(160, 90)}
    assert len(pictures) == 50  # two seconds of 25
    assert pictures[0].key_frame

    # No core is left for a second one: it is passed through, and on air all the same.
    second: Stream = StreamFactory(channel=stream.channel)
    begin(second)
    assert set(rungs(node, second)) == {"320x180"}
    # Whoever comes when the first has left is encoded again, unless the setting says no.
    first.kill()
    wait_until(lambda: left(stream), "it left")
    third: Stream = StreamFactory(channel=stream.channel)
    again = begin(third)
    wait_until(lambda: len(rungs(node, third)) == 2, "both are there")
    again.kill()
    wait_until(lambda: left(third), "it left")
    settings.LIVE_ENCODE = "off"
    fourth: Stream = StreamFactory(channel=stream.channel)
    begin(fourth)
    assert set(rungs(node, fourth)) == {"320x180"}
