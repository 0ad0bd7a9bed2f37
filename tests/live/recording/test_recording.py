"""From the publisher's last byte to a video: the same segments, playable at once."""

import os
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from core.adapters.object_store import object_store
from live.models import Broadcast, PublishSession, Stream
from live.services import publishing, recording
from live.services.playback import live_playback
from live.services.streams import stop_broadcast, update_stream
from tests.live.process import IngestProcess, PublisherProcess, wait_until
from tests.videos.playback.hls import read_master
from videos.models import Transcode, Video
from videos.services.playback import playback_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
Publish = Callable[..., PublisherProcess]


def the_video(*states: str) -> Video | None:
    return Video.objects.filter(state__in=states).select_related("channel", "current").first()


def playlist(client: Client, video: Video, name: str) -> str:
    base = playback_for(video, None).master_url.rpartition("/")[0]
    answer = client.get(f"{base}/{name}")
    assert answer.status_code == 200, name
    return b"".join(answer).decode()


def files_of(text: str, folder: str) -> list[str]:
    """Every file that a media playlist names, as keys below the version."""
    names = [line for line in text.splitlines() if line and not line.startswith("#")]
    names += [line.split('"')[1] for line in text.splitlines() if line.startswith("#EXT-X-MAP")]
    return [os.path.normpath(f"{folder}/{name}") for name in names]


def segments_of_source() -> list[str]:
    return [key for key in object_store().list_prefix("media/") if "/source/seg_" in key]


def length_of(text: str) -> float:
    lines = text.splitlines()
    return sum(float(line[8:].rstrip(",")) for line in lines if line.startswith("#EXTINF"))


def test_a_broadcast_is_a_video_when_it_stops(
    stream: Stream, publish: Publish, client: Client, stranger: object
) -> None:
    stream.title, stream.tags, stream.category = "Harbour at dawn", ["sea"], "travel"
    stream.save()
    assert publish(seconds=9, paced=False).finish() == ""
    video = wait_until(lambda: the_video(*Video.PLAYABLE), "the recording plays")
    assert (video.title, video.tags, video.category) == ("Harbour at dawn", ["sea"], "travel")
    assert (video.privacy, video.is_published) == ("public", True)
    assert video.duration_ms == pytest.approx(9000, abs=100)
    assert (video.width, video.height, video.has_audio) == (320, 180, True)
    broadcast = Broadcast.objects.get()
    assert broadcast.video_id == video.pk
    # Nine seconds are sent so fast that the end may come before the first heartbeat.
    assert broadcast.end_reason in {"stopped", "never-played"}
    stream.refresh_from_db()
    assert stream.state == "waiting"

    master = read_master(playlist(client, video, "master.m3u8"))
    assert [uri for _, uri in master.variants] == ["180p/index.m3u8"]
    attributes = master.variants[0][0]
    assert attributes["RESOLUTION"] == "320x180"
    assert attributes["CODECS"].startswith("avc1.")
    assert attributes["CODECS"].endswith(",mp4a.40.2")
    assert float(attributes["FRAME-RATE"]) == pytest.approx(25, abs=0.5)
    assert video.current is not None
    for track in ("180p", "audio"):
        text = playlist(client, video, f"{track}/index.m3u8")
        assert text.rstrip().endswith("#EXT-X-ENDLIST")
        assert length_of(text) == pytest.approx(9, abs=0.1)
        for name in files_of(text, track):
            assert object_store().size(video.current.prefix + name) > 0
            assert client.get(f"/media/p/{video.public_id}/{video.current.prefix.split('/')[2]}/{name}").status_code == 200  # fmt: skip

    video = wait_until(lambda: the_video("ready"), "its pictures are made")
    assert object_store().size(video.poster) > 1000
    assert "storyboard.jpg#xywh=" in playlist(client, video, "storyboard.vtt")
    assert client.get(playback_for(video, None).preview_url).status_code == 200


def test_nobody_sees_a_recording_before_its_end(
    publish: Publish, stream: Stream, client: Client, sign_in: Callable[..., Client]
) -> None:
    publish()
    video = wait_until(lambda: the_video("recording"), "it is recorded")
    wait_until(lambda: list(object_store().list_prefix("media/")), "files are written")
    owner = sign_in(stream.channel.owner)
    for browser in (client, owner):
        assert browser.get(video.get_absolute_url()).status_code == 404
    assert video.title.encode() not in owner.get("/studio/").content
    assert not Video.objects.listed().exists()


def test_sessions_are_joined_across_a_reconnect(
    publish: Publish, client: Client, stream: Stream
) -> None:
    first = publish()
    wait_until(lambda: PublishSession.objects.filter(state="publishing").exists(), "it plays")
    first.kill()
    wait_until(lambda: PublishSession.objects.filter(left_at__isnull=False).exists(), "it left")
    stream.refresh_from_db()
    assert stream.state == "reconnecting"
    assert publish(seconds=4, paced=False).finish() == ""
    video = wait_until(lambda: the_video("ready"), "the recording plays")
    assert Broadcast.objects.count() == 1
    text = playlist(client, video, "180p/index.m3u8")
    assert text.count("#EXT-X-DISCONTINUITY\n") == 1
    assert text.count('#EXT-X-MAP:URI="../0/source/init.mp4"') == 1
    assert text.count('#EXT-X-MAP:URI="../1/source/init.mp4"') == 1
    assert playlist(client, video, "audio/index.m3u8").count("#EXT-X-DISCONTINUITY\n") == 1
    assert len(Broadcast.objects.get().timeline) == 2


def test_what_is_not_recorded_leaves_nothing(
    stream: Stream, publish: Publish, ingest: IngestProcess
) -> None:
    Stream.objects.filter(pk=stream.pk).update(records=False)
    publish(seconds=5, paced=False).finish()
    wait_until(lambda: Broadcast.objects.exclude(ended_at=None).exists(), "it has ended")
    assert not Video.objects.exists()
    assert list(object_store().list_prefix("live/"))  # for viewers who are behind
    ingest.stop()
    assert not list(object_store().list_prefix("live/"))
    assert not list(object_store().list_prefix("media/"))


def test_a_test_leaves_nothing_unless_it_went_on_for_others(
    stream: Stream, publish: Publish, ingest: IngestProcess
) -> None:
    Stream.objects.filter(pk=stream.pk).update(is_test=True)
    publish(seconds=5, paced=False).finish()
    wait_until(lambda: Broadcast.objects.exclude(ended_at=None).exists(), "it has ended")
    wait_until(lambda: not Video.objects.exists(), "nothing is kept")
    wait_until(lambda: not list(object_store().list_prefix("media/")), "no file is left")

    publish()
    wait_until(lambda: PublishSession.objects.filter(state="publishing").exists(), "it plays")
    stream.refresh_from_db()
    alone = live_playback(stream)
    assert alone is not None
    owners = alone.master_url.removeprefix(f"{ingest.address}/hls/").removesuffix("master.m3u8")
    assert ingest.get(f"{owners}source/seg_00000.m4s").status_code == 200
    update_stream(stream=stream, changes={"is_test": False})
    anybodys = f"p/{alone.session}/"
    text = wait_until(lambda: ingest.get(f"{anybodys}source/index.m3u8").text, "others may watch")
    first = int(text.partition("#EXT-X-MEDIA-SEQUENCE:")[2].split()[0])
    assert next(line for line in text.splitlines() if line.startswith("seg_")) == f"seg_{first:05d}.m4s"  # fmt: skip
    assert first > 0
    for ticket in (anybodys, owners):
        assert ingest.get(f"{ticket}source/seg_{first - 1:05d}.m4s").status_code in {403, 404}
    left = datetime.fromisoformat(Broadcast.objects.get(ended_at=None).hidden[0][1])
    wait_until(lambda: len(segments_of_source()) > 4, "it is written further")
    stop_broadcast(stream=stream, reason="ended-by-owner")
    video = wait_until(lambda: the_video("ready"), "what others saw is a video")
    assert first == min(int(key[-9:-4]) for key in segments_of_source())
    began = datetime.fromisoformat(Broadcast.objects.get(video=video).timeline[0][0])
    assert began >= left
    assert video.current is not None
    assert f"{video.current.prefix}0/source/seg_00000.m4s" not in segments_of_source()
    text = playlist(client=Client(), video=video, name="180p/index.m3u8")
    for name in files_of(text, "180p"):
        assert object_store().size(video.current.prefix + name) > 0


@pytest.mark.parametrize("privacy", ["private", "password"])
def test_a_recording_is_as_private_as_its_stream(
    privacy: str, stream: Stream, publish: Publish, client: Client
) -> None:
    stream.privacy = privacy
    stream.set_password("open sesame")
    stream.save()
    publish(seconds=3, paced=False).finish()
    video = wait_until(lambda: the_video("ready"), "the recording plays")
    assert video.privacy == privacy
    assert not video.is_listed
    assert video.check_password("open sesame")
    assert client.get(f"/media/p/{video.public_id}/{video.current.prefix.split('/')[2]}/master.m3u8").status_code == 404  # fmt: skip


def test_a_node_that_is_killed_loses_at_most_the_open_segment(
    publish: Publish, ingest: IngestProcess, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()

    wait_until(lambda: len(segments_of_source()) >= 3, "three segments are written")
    children = ingest.children()
    assert children
    os.kill(ingest.process.pid, signal.SIGKILL)
    ingest.process.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), "no orphan")
    kept = len(segments_of_source())
    later = timezone.now() + publishing.SILENCE * 2 + publishing.grace()
    publishing.sweep_live(now=later)
    assert the_video("recording")  # the node might still be writing
    monkeypatch.setattr(recording.finishing, "FLUSH", -publishing.grace())
    publishing.sweep_live(now=later)
    video = wait_until(lambda: the_video("ready"), "the recording plays")
    text = playlist(client, video, "180p/index.m3u8")
    assert text.count("#EXTINF") == kept
    assert length_of(text) == pytest.approx(2 * kept, abs=0.1)
    stream = Stream.objects.get()
    assert stream.state == "waiting"


def test_a_broadcast_of_no_length_leaves_nothing(
    stream: Stream, key: str, settings: LazySettings
) -> None:
    publisher = publishing.Publisher(engine="piyakast", engine_session="x", node="http://n")
    session = publishing.accept_publisher(key=key, publisher=publisher)
    assert Transcode.objects.get().prefix in recording.session_folder(session)
    publishing.session_left(session=session, reason="closed", stopped=False)
    assert Broadcast.objects.get().end_reason == "never-played"
    assert not Video.objects.exists()
    assert not recording.finish_recording(broadcast_id=Broadcast.objects.get().pk)
