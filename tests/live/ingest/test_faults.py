"""What dies in the middle of a broadcast: ffmpeg, the ingest, the publisher, the site. Nothing hangs, nothing is left."""

import asyncio
import os
import re
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import Channel
from live.ingest import broadcasting
from live.ingest.node import Node
from live.ingest.rtmp_server import Publisher, Refused
from live.ingest.site import Admission, Site, SiteIsAway, Standing
from live.models import Broadcast, PublishSession, Stream
from live.services import publishing
from live.services.streams import update_stream
from tests.live.factories import StreamFactory
from tests.live.loop import run, until
from tests.live.process import IngestProcess, PublisherProcess, wait_until
from videos.models import Video

Publish = Callable[..., PublisherProcess]


@pytest.fixture
def stream(channel: Channel) -> Stream:
    """One that leaves no video: recordings have tests of their own."""
    made: Stream = StreamFactory(channel=channel, records=False)
    return made


def playing() -> PublishSession | None:
    return PublishSession.objects.filter(state="publishing").first()


def playlist(ingest: IngestProcess, session: PublishSession) -> str:
    return ingest.get(f"p/{session.public_id}/source/index.m3u8").text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_packager_that_dies_or_hangs_is_replaced(
    how: signal.Signals, publish: Publish, ingest: IngestProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    # More than the pipes hold, so that one who does not read is noticed.
    publish(codecs=["-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-qp", "4", "-c:a", "aac"])  # fmt: skip
    session = wait_until(playing, "it plays")
    for pid in ingest.children():
        os.kill(pid, how)
    wait_until(lambda: "#EXT-X-DISCONTINUITY\n" in playlist(ingest, session), "it goes on")
    text = playlist(ingest, session)
    assert '#EXT-X-MAP:URI="init_1.mp4"' in text
    names = re.findall(r"^seg_.*$|^#EXT-X-PART.*?(part_[0-9_]+\.m4s)", text, re.MULTILINE)
    assert names
    session.refresh_from_db()
    assert session.state == "publishing"


@pytest.mark.django_db(transaction=True)
def test_a_packager_that_dies_again_and_again_lets_the_publisher_go(
    publish: Publish, ingest: IngestProcess
) -> None:
    publisher = publish(codecs=["-c:v", "libx264", "-preset", "ultrafast", "-g", "5", "-c:a", "aac"])  # fmt: skip
    wait_until(playing, "it plays")

    def killed() -> bool:
        for pid in ingest.children():
            with suppress(ProcessLookupError):  # it had just ended
                os.kill(pid, signal.SIGKILL)
        return publisher.process.poll() is not None

    wait_until(killed, "the publisher is let go")
    session = PublishSession.objects.get()
    wait_until(lambda: PublishSession.objects.filter(left_at__isnull=False), "the site is told")
    session.refresh_from_db()
    assert publisher.process.returncode != -signal.SIGKILL
    assert "cannot be packaged" in session.end_reason


@pytest.mark.django_db(transaction=True)
def test_an_ingest_that_is_killed_gives_its_publisher_back(
    publish: Publish, ingest: IngestProcess, stream: Stream
) -> None:
    publish()
    first = wait_until(playing, "it plays")
    children = ingest.children()
    ingest.process.kill()
    ingest.process.wait()
    publishing.sweep_live(now=timezone.now() + publishing.SILENCE)
    first.refresh_from_db()
    assert (first.state, first.end_reason) == ("ended", "silent")
    stream.refresh_from_db()
    assert stream.state == "reconnecting"
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), "no orphan")
    ingest.start()
    publish()
    second = wait_until(playing, "it plays again")
    assert second.broadcast_id == first.broadcast_id
    stream.refresh_from_db()
    assert stream.state == "live"


@pytest.mark.django_db(transaction=True)
def test_the_newest_publisher_wins(publish: Publish, ingest: IngestProcess) -> None:
    first = publish()
    old = wait_until(playing, "it plays")
    publish()
    wait_until(lambda: first.process.poll() is not None, "the first is sent away")
    new = wait_until(lambda: PublishSession.objects.filter(state="publishing", number=1).first(), "the second plays")  # fmt: skip
    old.refresh_from_db()
    assert old.end_reason == "replaced"
    assert ingest.get(f"p/{old.public_id}/master.m3u8").status_code == 404
    assert ingest.get(f"p/{new.public_id}/master.m3u8").status_code == 200
    assert Stream.objects.get().state == "live"


@pytest.mark.django_db(transaction=True)
def test_a_wrong_key_is_told_so(ingest: IngestProcess) -> None:
    complaint = PublisherProcess(ingest.url("live-guess"), seconds=3).finish()
    assert "This stream key is not valid" in complaint or "Operation not permitted" in complaint
    assert not Broadcast.objects.exists()
    assert not Video.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ending_and_hiding_stop_players_at_once(
    publish: Publish, ingest: IngestProcess, stream: Stream
) -> None:
    publisher = publish()
    session = wait_until(playing, "it plays")
    address = f"p/{session.public_id}/source/index.m3u8"
    assert ingest.get(address).status_code == 200
    Stream.objects.filter(pk=stream.pk).update(privacy="private")
    wait_until(lambda: ingest.get(address).status_code == 404, "the node hears of it")
    Stream.objects.filter(pk=stream.pk).update(privacy="public")
    wait_until(lambda: ingest.get(address).status_code == 200, "the node hears of it")
    publisher.kill()
    wait_until(lambda: PublishSession.objects.filter(state="ended").exists(), "it is gone")
    # Those who are behind may see the rest, until nobody may.
    assert ingest.get(address).status_code == 200
    update_stream(stream=stream, changes={"privacy": "private"})
    assert ingest.get(address).status_code == 404
    update_stream(stream=stream, changes={"privacy": "public"})
    publisher = publish()
    session = wait_until(playing, "it plays again")
    address = f"p/{session.public_id}/source/index.m3u8"
    publishing.end_broadcast(broadcast=Broadcast.objects.get(), reason="by-staff")
    assert ingest.get(address).status_code == 404
    wait_until(lambda: publisher.process.poll() is not None, "the publisher is sent away")


class AbsentSite(Site):
    """A site that accepted a publisher and has not answered since."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1", "secret")
        self.there = True
        self.asked = 0

    async def publish(self, **facts: object) -> Admission:
        if not self.there:
            raise SiteIsAway("away")
        return Admission("s1", "low", [], 60, False, "live/x/0/", True, "m")

    async def update(self, **facts: object) -> Standing:
        self.asked += 1
        raise SiteIsAway("away")

    async def done(self, **facts: object) -> None:
        return


class NoFiles:
    """Files that nobody reads again."""

    async def save(self, key: str, data: bytes) -> None:
        return

    async def drop(self, key: str) -> None:
        return

    async def read(self, key: str) -> bytes | None:
        return None

    async def clear(self, folder: str) -> None:
        return


def test_a_site_that_is_away_keeps_its_publishers_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        dismissed = asyncio.Event()
        words: list[str] = []

        async def dismiss(text: str) -> None:
            words.append(text)
            dismissed.set()

        site = AbsentSite()
        node = Node(
            site=site, address="http://n", files=NoFiles(), is_good=lambda *_: False, master=lambda _: "#EXTM3U"
        )  # fmt: skip
        show = await node.admit(Publisher("live", "k", "127.0.0.1", dismiss))
        await until(lambda: site.asked > 2, "some heartbeats that nobody hears")
        assert not words
        assert show.admits("p")
        site.there = False
        with pytest.raises(Refused, match="does not answer"):
            await node.admit(Publisher("live", "k", "127.0.0.1", dismiss))
        monkeypatch.setattr(broadcasting, "SITE_PATIENCE_S", 0.0)
        await asyncio.wait_for(dismissed.wait(), 60)
        assert words == ["The site does not answer."]
        await show.gone("closed", stopped=False)

    run(scene())
