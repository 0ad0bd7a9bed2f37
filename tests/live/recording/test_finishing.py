"""The end of a broadcast without a node: markers, moments, late and double calls, what is cleared."""

import base64
from datetime import timedelta

import pytest
from django.utils import timezone

from core.adapters.object_store import object_store
from live.adapters.manifest import NAME, Manifest, RunLog, TrackLog
from live.models import Broadcast, Marker, PublishSession, Stream
from live.services import clearing, publishing, recording, stills
from tests.live.recording.test_joining import init_of
from videos.models import Rendition, Video
from videos.services.sharing import watch_url

pytestmark = pytest.mark.django_db
SECONDS = 120


@pytest.fixture
def session(stream: Stream, key: str, silent_queue: None) -> PublishSession:
    """On air for two minutes, and gone a moment ago without a word."""
    publisher = publishing.Publisher(engine="piyakast", engine_session="x", node="http://n")
    made = publishing.accept_publisher(key=key, publisher=publisher)
    publishing.session_plays(session=made)
    began = timezone.now() - timedelta(seconds=SECONDS)
    Broadcast.objects.update(live_at=began)
    folder, store = recording.session_folder(made), object_store()
    run = RunLog(0, "init.mp4", 0, began.isoformat(), [2.0] * (SECONDS // 2), [500] * (SECONDS // 2))  # fmt: skip
    manifest = Manifest({"source": TrackLog(30.0, [run])}, ended=True)
    store.put_bytes(folder + NAME, manifest.as_bytes(), content_type="application/json")
    store.put_bytes(f"{folder}source/init.mp4", init_of(640, 360), content_type="video/mp4")
    return made


def end(session: PublishSession) -> Broadcast:
    publishing.session_left(session=session, reason="stopped", stopped=True)
    return Broadcast.objects.get(pk=session.broadcast_id)


def test_it_is_made_once_however_often_it_is_rung_for(session: PublishSession) -> None:
    broadcast = end(session)
    assert recording.finish_recording(broadcast_id=broadcast.pk)
    assert not recording.finish_recording(broadcast_id=broadcast.pk)
    video = Video.objects.get()
    assert (video.state, video.duration_ms, video.height) == ("playable", SECONDS * 1000, 360)
    assert Rendition.objects.get().name == "360p"
    assert video.search
    assert video.public_id in watch_url(video)
    assert recording.unfinished() == []


def test_it_waits_for_a_node_that_may_still_write(session: PublishSession) -> None:
    broadcast = Broadcast.objects.get()
    publishing.end_broadcast(broadcast=broadcast, reason="by-owner")
    assert not recording.finish_recording(broadcast_id=broadcast.pk)
    assert recording.unfinished() == []
    publishing.session_left(session=session, reason="dismissed", stopped=False)
    assert recording.unfinished() == [broadcast.pk]
    assert recording.finish_recording(broadcast_id=broadcast.pk)


def test_a_broadcast_that_goes_on_is_not_finished(session: PublishSession) -> None:
    assert not recording.finish_recording(broadcast_id=session.broadcast_id)
    assert Video.objects.get().state == "recording"


def test_markers_become_chapters(session: PublishSession) -> None:
    for at_s, text in [(30.0, "The harbour"), (33.0, "Too soon"), (70.0, ""), (118.0, "Too late")]:
        Marker.objects.create(broadcast_id=session.broadcast_id, at_s=at_s, text=text)
    recording.finish_recording(broadcast_id=end(session).pk)
    chapters = [(row.starts_ms // 1000, row.title) for row in Video.objects.get().chapters.all()]
    assert chapters == [(0, "Beginning"), (30, "The harbour"), (70, "Marker 3")]


def test_moments_have_a_place_in_the_video(session: PublishSession) -> None:
    began = Broadcast.objects.get().live_at
    assert began is not None
    recording.finish_recording(broadcast_id=end(session).pk)
    broadcast = Broadcast.objects.get()
    assert broadcast.offset_of(began + timedelta(seconds=42)) == pytest.approx(42, abs=0.01)
    assert broadcast.offset_of(began - timedelta(hours=1)) == 0
    assert broadcast.offset_of(began + timedelta(hours=1)) == SECONDS
    broadcast.timeline = [[began.isoformat(), 0.0, 50.0], [(began + timedelta(seconds=80)).isoformat(), 50.0, 20.0]]  # fmt: skip
    assert broadcast.offset_of(began + timedelta(seconds=60)) == 50  # in the gap
    assert broadcast.offset_of(began + timedelta(seconds=85)) == 55


def test_a_stream_that_became_a_test_leaves_no_video(session: PublishSession) -> None:
    Stream.objects.update(is_test=True)
    assert recording.finish_recording(broadcast_id=end(session).pk)
    assert not Video.objects.exists()
    assert not list(object_store().list_prefix("media/"))


def test_files_that_a_killed_node_left_are_cleared(stream: Stream) -> None:
    store = object_store()
    going = Broadcast.objects.create(stream=stream, title="on air")
    over = Broadcast.objects.create(
        stream=stream, title="over", ended_at=timezone.now() - timedelta(hours=1)
    )
    for name in (going.public_id, over.public_id, "nobody-knows"):
        store.put_bytes(f"live/{name}/0/source/init.mp4", b"x", content_type="video/mp4")
    assert clearing.sweep_files() == 2
    assert list(store.list_folders("live/")) == [f"live/{going.public_id}/"]


def test_a_still_is_for_public_streams_alone(stream: Stream) -> None:
    picture = base64.b64encode(b"\xff\xd8\xff picture").decode()
    for told in (None, 5, "", "%%%", base64.b64encode(b"GIF89a").decode(), "A" * 400_000):
        stills.keep_still(stream=stream, told=told)
        assert stream.thumbnail == ""
    stills.keep_still(stream=stream, told=picture)
    name = stream.thumbnail
    assert object_store().read(name) == b"\xff\xd8\xff picture"
    Stream.objects.update(privacy="private")
    stills.sweep_stills()
    assert Stream.objects.get().thumbnail == ""
    assert not list(object_store().list_prefix("public/"))
    private = Stream.objects.get()
    stills.keep_still(stream=private, told=picture)
    assert private.thumbnail == ""


def test_a_picture_that_the_owner_chose_stays(stream: Stream) -> None:
    Stream.objects.update(thumbnail="live/own/picture.jpg")
    chosen = Stream.objects.get()
    stills.keep_still(stream=chosen, told=base64.b64encode(b"\xff\xd8\xff new").decode())
    Stream.objects.update(privacy="private")
    stills.sweep_stills()
    assert Stream.objects.get().thumbnail == "live/own/picture.jpg"
