"""The end of a broadcast without a node: markers, moments, late and double calls, what is cleared."""

import base64
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from core.adapters.object_store import object_store
from live.adapters.manifest import NAME, Manifest, RunLog, TrackLog
from live.models import Broadcast, Marker, PublishSession, Stream
from live.services import clearing, publishing, recording, stills
from live.services.streams import update_stream
from tests.live.recording.test_joining import init_of
from videos.adapters.media.fmp4 import Fragment, Splitter
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
    assert broadcast.offset_of(began) == 0
    assert broadcast.offset_of(began - timedelta(seconds=1)) is None  # before the first picture
    assert broadcast.offset_of(began + timedelta(hours=1)) == SECONDS
    broadcast.timeline = [[began.isoformat(), 0.0, 50.0], [(began + timedelta(seconds=80)).isoformat(), 50.0, 20.0]]  # fmt: skip
    assert broadcast.offset_of(began + timedelta(seconds=60)) == 50  # in the gap
    assert broadcast.offset_of(began + timedelta(seconds=85)) == 55


def segments() -> list[int]:
    """The numbers of the segments that lie in the store."""
    keys = object_store().list_prefix("media/")
    return sorted(int(key[-9:-4]) for key in keys if "/source/seg_" in key)


def fill(session: PublishSession) -> datetime:
    """Store every segment of two seconds; when the first began."""
    folder = recording.session_folder(session)
    for number in range(SECONDS // 2):
        key = f"{folder}source/seg_{number:05d}.m4s"
        object_store().put_bytes(key, b"x", content_type="video/mp4")
    began = Broadcast.objects.get().live_at
    assert began is not None
    return began


def test_leaving_test_mode_on_air_records_from_there(session: PublishSession) -> None:
    began = fill(session)
    shown = (began + timedelta(seconds=21)).isoformat()
    Broadcast.objects.update(hidden=[[None, shown]])
    broadcast = end(session)
    for at_s, text in [(5.0, "A trial"), (60.0, "Seen")]:
        Marker.objects.create(broadcast=broadcast, at_s=at_s, text=text)
    assert recording.finish_recording(broadcast_id=broadcast.pk)
    video = Video.objects.get()
    # The segment that was hidden by half is left out, and nobody can guess the address of any.
    assert (video.state, video.duration_ms) == ("playable", (SECONDS - 22) * 1000)
    assert Rendition.objects.get().pieces == [["0/source/", "init.mp4", 11, 49]]
    assert segments() == list(range(11, 60))
    broadcast.refresh_from_db()
    assert broadcast.offset_of(began + timedelta(seconds=30)) == pytest.approx(8, abs=0.01)
    # What was marked before is not in the recording, and is no chapter of its beginning.
    assert [(row.starts_ms // 1000, row.title) for row in video.chapters.all()] == [
        (0, "Beginning"),
        (38, "Seen"),
    ]


def test_test_mode_in_the_middle_leaves_a_gap(session: PublishSession) -> None:
    began = fill(session)
    times = [(began + timedelta(seconds=each)).isoformat() for each in (40, 60)]
    Broadcast.objects.update(hidden=[times])
    broadcast = end(session)
    recording.finish_recording(broadcast_id=broadcast.pk)
    pieces = [piece[2:] for piece in Rendition.objects.get().pieces]
    assert pieces == [[0, 20], [30, 30]]
    assert segments() == [*range(20), *range(30, 60)]


def test_a_show_that_ends_in_test_mode_is_kept(stream: Stream, session: PublishSession) -> None:
    began = fill(session)
    update_stream(stream=stream, changes={"is_test": True})
    recording.finish_recording(broadcast_id=end(session).pk)
    video = Video.objects.get()
    assert video.state == "playable"
    hidden = datetime.fromisoformat(Broadcast.objects.get().hidden[0][0])
    assert 0 <= (hidden - began).total_seconds() - video.duration_ms / 1000 < 2.1


def test_nothing_is_left_of_what_was_a_test_all_along(
    stream: Stream, session: PublishSession
) -> None:
    fill(session)
    Broadcast.objects.update(hidden=[[None, None]])
    Stream.objects.update(is_test=True)
    assert recording.finish_recording(broadcast_id=end(session).pk)
    assert not Video.objects.exists()
    assert not list(object_store().list_prefix("media/"))


def test_times_in_test_mode_are_remembered(stream: Stream, key: str, silent_queue: None) -> None:
    def switch(to: bool) -> list[list[str | None]]:
        update_stream(stream=stream, changes={"is_test": to})
        hidden: list[list[str | None]] = Broadcast.objects.get().hidden
        return hidden

    stream.is_test = True
    stream.save()
    publisher = publishing.Publisher(engine="piyakast", engine_session="x", node="http://n")
    publishing.accept_publisher(key=key, publisher=publisher)
    assert Broadcast.objects.get().hidden == [[None, None]]
    assert Broadcast.objects.get().video
    assert switch(True) == [[None, None]]
    ((start, left),) = switch(False)
    assert start is None
    assert left is not None
    assert switch(False) == [[None, left]]
    first, (again, to) = switch(True)
    assert first == [None, left]
    assert (again or "") > left
    assert to is None
    stream.refresh_from_db()
    broadcast = Broadcast.objects.get()
    publishing.end_broadcast(broadcast=broadcast, reason="ended-by-owner")
    update_stream(stream=stream, changes={"is_test": False})
    broadcast.refresh_from_db()
    assert broadcast.hidden[1] == [again, None]  # what is over stays as it was


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


def test_a_session_without_sound_is_silent_beside_one_with_it(
    session: PublishSession, key: str
) -> None:
    """Each rendition has the same stretches: else the sound of the second would be heard in the first."""
    publishing.session_left(session=session, reason="closed", stopped=False)
    publisher = publishing.Publisher(engine="piyakast", engine_session="y", node="http://n")
    second = publishing.accept_publisher(key=key, publisher=publisher)
    publishing.session_plays(session=second)
    folder, store = recording.session_folder(second), object_store()
    log = TrackLog(0.0, [RunLog(0, "init.mp4", 0, timezone.now().isoformat(), [2.0] * 4, [9] * 4)])
    left = Manifest({"source": log, "audio": log}, ended=True)
    store.put_bytes(folder + NAME, left.as_bytes(), content_type="application/json")
    for track in ("source", "audio"):
        store.put_bytes(f"{folder}{track}/init.mp4", init_of(640, 360), content_type="video/mp4")
    assert recording.finish_recording(broadcast_id=end(second).pk)
    sound = Rendition.objects.get(name="audio")
    picture = Rendition.objects.get(name="360p")
    assert len(sound.pieces) == len(picture.pieces) == 2
    (quiet, init, first, count), (heard, *_) = (each.values() if isinstance(each, dict) else each for each in sound.pieces)  # fmt: skip
    assert (quiet, heard) == ("0/audio/", "1/audio/")
    assert sum(sound.lengths[:count]) == pytest.approx(SECONDS, abs=0.1)
    lies = f"{recording.session_folder(session)}audio/"
    splitter = Splitter()
    list(splitter.feed(store.read(f"{lies}{init}")))
    files = [store.read(f"{lies}seg_{number:05d}.m4s") for number in range(first, first + count)]
    pieces = [each for data in files for each in splitter.feed(data)]
    ends = [0, *(each.start + each.duration for each in pieces if isinstance(each, Fragment))]
    assert [each.start for each in pieces if isinstance(each, Fragment)] == ends[:-1]
    assert ends[-1] / splitter.timescale == pytest.approx(SECONDS, abs=0.1)
