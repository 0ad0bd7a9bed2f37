"""Recordings have a length, need room, and count: the stream goes on, what was recorded stays, the creator is told."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.utils import timezone

from core.adapters.object_store import object_store
from live.adapters.manifest import NAME, Manifest
from live.adapters.packager import SOURCE
from live.ingest.node import Node
from live.ingest.rtmp_server import Publisher
from live.ingest.shelf import Track
from live.ingest.site import Admission, Site, Standing
from live.models import Broadcast, PublishSession, Stream
from live.services import publishing
from live.services.control_room import Watchdog, signal_event
from live.services.packaging import admission, standing
from live.services.streams import stop_broadcast
from tests.live.broadcasts import HEALTH, go_live, publish
from tests.live.factories import StreamFactory
from tests.live.loop import run, until
from tests.live.memory import Shelf
from tests.live.process import PublisherProcess, wait_until
from videos.adapters.media.fmp4 import Fragment, Init
from videos.models import Source, Video

NO_DISK = 1 << 60


def advice(stream: Stream) -> list[str]:
    return [each["code"] for each in signal_event(stream.pk, Watchdog())["advice"]]


def beat(session: PublishSession) -> dict[str, object]:
    """What the node hears with its next heartbeat."""
    found = PublishSession.objects.select_related("broadcast__stream").get(pk=session.pk)
    keep = publishing.hear_session(session=found, health=HEALTH)
    return standing(found, keep=keep)


@pytest.mark.django_db
def test_a_recording_ends_when_it_is_long_enough(
    stream: Stream, settings: LazySettings, caplog: pytest.LogCaptureFixture, silent_queue: None
) -> None:
    session = go_live(stream)
    assert "records" not in beat(session)
    assert advice(stream) == []
    Broadcast.objects.update(
        live_at=timezone.now() - timedelta(seconds=settings.LIVE_MAX_RECORDING_S)
    )
    with caplog.at_level(logging.WARNING):
        told = beat(session)
        beat(session)
    assert (told["keep"], told["records"], told["short"]) == (True, False, False)
    assert caplog.text.count("LIVE_MAX_RECORDING_S") == 1
    assert advice(stream) == ["not-recorded"]
    stream.refresh_from_db()
    assert stream.state == "live"
    # Whoever comes back to the same broadcast goes on without a recording.
    later = admission(publish(stream))
    assert later["records"] is False
    assert str(later["folder"]).startswith("live/")


@pytest.mark.django_db
def test_nothing_is_recorded_without_room(
    stream: Stream, settings: LazySettings, caplog: pytest.LogCaptureFixture, silent_queue: None
) -> None:
    session = go_live(stream)
    settings.LIVE_LEAST_FREE_BYTES = NO_DISK
    told = beat(session)
    assert (told["keep"], told["records"], told["short"]) == (True, False, True)
    assert "LIVE_LEAST_FREE_BYTES" in caplog.text
    assert advice(stream) == ["not-recorded"]
    stop_broadcast(stream=stream, reason="test")
    stream.refresh_from_db()
    begun = publish(stream)
    told = admission(begun)
    assert (told["records"], told["dvr_s"]) == (False, 0)
    assert begun.broadcast.video is None
    settings.LIVE_LEAST_FREE_BYTES = 0
    stop_broadcast(stream=stream, reason="test")
    stream.refresh_from_db()
    assert admission(publish(stream))["records"] is True


@pytest.mark.django_db
def test_a_full_quota_takes_no_recording(
    stream: Stream, settings: LazySettings, silent_queue: None
) -> None:
    go_live(stream)
    Source.objects.update(size_bytes=settings.UPLOAD_QUOTA_BYTES)  # what was recorded counts
    stop_broadcast(stream=stream, reason="test")
    stream.refresh_from_db()
    session = go_live(stream)
    assert session.broadcast.recording_stop == "quota"
    assert admission(session)["records"] is False
    assert advice(stream) == ["not-recorded"]


@pytest.mark.django_db
def test_a_quota_that_fills_up_on_air_ends_the_recording(
    stream: Stream, settings: LazySettings, silent_queue: None
) -> None:
    def beat_with(session: PublishSession, recorded: int) -> bool:
        cache.clear()  # it is looked at now and then
        known = HEALTH | {"recorded_bytes": recorded}
        publishing.hear_session(session=session, health=known)
        session.broadcast.refresh_from_db()
        return session.broadcast.recording_stop == "quota"

    half = settings.UPLOAD_QUOTA_BYTES // 2
    first = go_live(stream)
    assert not beat_with(first, half)
    # All streams of one person count together.
    second = go_live(StreamFactory(channel=stream.channel))
    assert not beat_with(second, half - 1)
    assert beat_with(second, half)
    assert advice(second.broadcast.stream) == ["not-recorded"]
    assert not beat_with(first, half - 1)


class Strict(Site):
    """A site that ends the recording when it is told to, and says that there is no room."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1", "secret")
        self.records = True
        self.told = 0
        self.recorded = 0

    async def publish(self, **facts: object) -> Admission:
        return Admission("s1", "low", [], 3600, True, "media/v/1/0/", False, "m")

    async def update(self, **facts: object) -> Standing:
        self.told += not self.records
        self.recorded = facts["health"]["recorded_bytes"]  # type: ignore[index]
        return Standing(True, False, "m", self.records, short=not self.records)

    async def done(self, **facts: object) -> None:
        return


def test_a_node_keeps_what_was_recorded_and_half_a_minute_more() -> None:
    async def dismiss(words: str) -> None:
        raise AssertionError(words)

    async def scene() -> None:
        site, shelf = Strict(), Shelf()
        node = Node(
            site=site, address="http://n", files=shelf, is_good=lambda *_: False, master=lambda _: "#EXTM3U"
        )  # fmt: skip
        show = await node.admit(Publisher("live", "k", "127.0.0.1", dismiss))
        source = Track(SOURCE, show.publication.timing, show.publication.keeper)
        show.publication.tracks[SOURCE] = source
        await source.begin(Init(b"init", 10), 0)
        at = 0

        async def minutes(count: int) -> None:
            nonlocal at
            for _ in range(30 * count):
                await source.add(
                    Fragment(b"x", at, 20, 0, True, 1), datetime(2026, 1, 1, tzinfo=UTC)
                )
                at += 20

        await minutes(2)
        site.records = False
        await until(lambda: site.told > 1, "it hears that nothing more is recorded")
        await until(lambda: show.cut is not None, "it closes the recording")
        await minutes(10)
        numbers = sorted(int(key[-9:-4]) for key in shelf.files if "/seg_" in key)
        assert numbers[:59] == list(range(59))
        assert len(numbers) < 59 + 20
        assert numbers[-1] > 350
        await show.gone("closed", stopped=True)
        left = Manifest.from_bytes(shelf.files[f"media/v/1/0/{NAME}"])
        assert left.ended
        assert len(left.tracks[SOURCE].runs[0].lengths) == 59
        # What came later is no part of it, and is not counted.
        assert site.recorded == sum(left.tracks[SOURCE].runs[0].sizes) > 0

    run(scene())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_video_is_what_was_recorded_until_then(
    stream: Stream, publish: Callable[..., PublisherProcess], settings: LazySettings
) -> None:
    settings.LIVE_MAX_RECORDING_S = 5
    publish()
    wait_until(lambda: Broadcast.objects.exclude(recording_stop="").exists(), "it is long enough")

    def written() -> list[str]:
        return [key for key in object_store().list_prefix("media/") if "/source/seg_" in key]

    before = len(written())
    wait_until(lambda: len(written()) > before + 4, "the stream goes on")
    stop_broadcast(stream=stream, reason="ended-by-owner")
    wait_until(lambda: Video.objects.filter(state="ready").exists(), "the recording plays")
    video = Video.objects.get()
    assert 4000 <= video.duration_ms < 2000 * (before + 3)
    assert len(written()) * 2000 == pytest.approx(video.duration_ms, abs=200)
