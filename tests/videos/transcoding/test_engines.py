"""The contract that every engine fulfils, seen from the outside: rows, addresses, files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from accounts.models import Channel
from core.adapters.object_store import object_store
from tests.videos.peertube.rig import PeerTubeRig
from tests.videos.transcoding.engines import FakeRig, FfmpegRig, Rig, hurry, work_until_ended
from videos.adapters.engines import engine_named
from videos.models import Chunk, Source, Transcode, Video
from videos.services import transcoding
from videos.services.deletion import delete_video, erase_now, erase_video
from videos.services.playback import playback_for
from videos.services.transcoding import sweeping
from videos.services.transcoding.lifecycle import cancel_transcode, retry_transcode
from videos.services.transcoding.progress import percent_done, progress_event

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[FakeRig, FfmpegRig, PeerTubeRig])
def rig(
    request: pytest.FixtureRequest, settings: LazySettings, clip: Path, tmp_path: Path
) -> Iterator[Rig]:
    """Each engine in its surroundings."""
    made: Rig = request.param(clip, tmp_path)
    settings.TRANSCODE_ENGINE = made.name
    with made.running(settings):
        yield made


def started(source: Source) -> Transcode:
    transcode = transcoding.start_transcode(source=source)
    assert transcoding.begin(transcode_id=transcode.pk)
    transcode.refresh_from_db()
    return transcode


def test_start_progress_playable_done(rig: Rig, channel: Channel) -> None:
    source = rig.source(channel)
    transcode = started(source)
    assert transcode.engine == rig.name
    assert transcode.state == Transcode.State.RUNNING
    video = source.video
    percents, states = [], []
    for _step in range(60):
        hurry(transcode)
        worked = transcoding.work_once()
        transcode.refresh_from_db()
        video.refresh_from_db()
        percents.append(percent_done(transcode))
        states.append(video.state)
        if not worked:
            break

    assert transcode.state == Transcode.State.DONE
    assert percents == sorted(percents)
    assert percents[0] < 100
    assert percents[-1] == 100
    # Playable before all is done, and published by then.
    assert Video.State.PLAYABLE in states
    assert states[-1] == Video.State.READY
    assert video.published_at is not None
    assert transcode.playable_at is not None
    assert video.current == transcode
    assert video.duration_ms > 5000
    assert all(row.complete and row.lengths for row in transcode.renditions.all())
    assert video.poster.startswith(transcode.prefix)
    assert object_store().size(video.poster) > 0
    assert progress_event(video, transcode)["message"] == "Ready"


def test_the_master_playlist_is_there_once_it_plays(rig: Rig, channel: Channel) -> None:
    source = rig.source(channel)
    work_until_ended(started(source))
    video = Video.objects.select_related("current", "channel").get(pk=source.video_id)

    answer = Client().get(playback_for(video, None).master_url)

    text = rig.follow(answer)
    assert text.startswith("#EXTM3U")
    assert "#EXT-X-STREAM-INF" in text


def test_starting_twice_is_one_transcode(rig: Rig, channel: Channel) -> None:
    source = rig.source(channel)
    first = transcoding.start_transcode(source=source)

    assert transcoding.start_transcode(source=source) == first
    assert transcoding.begin(transcode_id=first.pk)
    assert not transcoding.begin(transcode_id=first.pk)
    assert transcoding.start_transcode(source=source) == first
    work_until_ended(first)
    assert Transcode.objects.count() == 1
    assert len(rig.left_outside()) <= 1


def test_a_bad_file_is_refused_with_a_reason(rig: Rig, channel: Channel) -> None:
    source = rig.bad_source(channel)
    transcode = transcoding.start_transcode(source=source)
    transcoding.begin(transcode_id=transcode.pk)
    transcode = work_until_ended(transcode)

    source.video.refresh_from_db()
    assert transcode.state == Transcode.State.FAILED
    assert transcode.failure == source.video.failure == rig.refused_code
    assert source.video.state == Video.State.FAILED
    message = progress_event(source.video, transcode)["message"]
    assert message.endswith(".")
    assert len(message) > 20


def test_a_failure_has_a_reason_and_a_retry_goes_on_where_it_stopped(
    rig: Rig, channel: Channel, settings: LazySettings
) -> None:
    settings.TRANSCODE_ATTEMPTS = 2
    source = rig.source(channel)
    transcode = started(source)
    assert transcoding.work_once()
    before = rig.times_made()
    rig.spoil(source)
    transcode = work_until_ended(transcode)

    assert transcode.state == Transcode.State.FAILED
    assert transcode.failure == rig.spoiled_code
    failed = transcode.chunks.filter(state=Chunk.State.FAILED).get()
    assert failed.failures == rig.tries
    assert rig.spoiled_code in failed.stderr_tail

    rig.mend(source)
    done = {row.pk: row.finished_at for row in transcode.chunks.filter(state=Chunk.State.DONE)}
    assert retry_transcode(transcode=transcode)
    transcode = work_until_ended(transcode)

    assert transcode.state == Transcode.State.DONE
    again = {row.pk: row.finished_at for row in transcode.chunks.filter(pk__in=done)}
    assert again == done
    assert rig.times_made() >= before
    assert len(rig.left_outside()) <= 1
    source.video.refresh_from_db()
    assert source.video.state == Video.State.READY


def test_cancelling_stops_and_a_retry_finishes(rig: Rig, channel: Channel) -> None:
    source = rig.source(channel)
    transcode = started(source)
    assert transcoding.work_once()

    assert cancel_transcode(transcode=transcode)
    hurry(transcode)
    assert not transcoding.work_once()
    assert not cancel_transcode(transcode=transcode)
    transcode.refresh_from_db()
    assert transcode.state == Transcode.State.CANCELLED
    assert not transcode.chunks.filter(state=Chunk.State.WAITING).exists()

    assert retry_transcode(transcode=transcode)
    assert work_until_ended(transcode).state == Transcode.State.DONE


def test_a_replaced_source_plays_until_the_new_one_can_then_goes(
    rig: Rig, channel: Channel
) -> None:
    old = rig.source(channel)
    first = work_until_ended(started(old))
    video = old.video
    new = Source.objects.create(
        video=video,
        storage_key=f"{old.storage_key}.new",
        filename="new.mp4",
        size_bytes=old.size_bytes,
    )
    object_store().put_bytes(
        new.storage_key, object_store().read(old.storage_key), content_type="video/mp4"
    )
    second = started(new)
    video.refresh_from_db()
    assert video.current == first
    assert video.state == Video.State.READY

    second = work_until_ended(second)
    video.refresh_from_db()
    assert video.current == second
    assert video.state == Video.State.READY
    sweeping.retire_replaced()
    assert Transcode.objects.filter(pk=first.pk).exists(), "people still watch it"

    Transcode.objects.filter(pk=second.pk).update(playable_at=second.created_at - sweeping.GRACE)
    sweeping.retire_replaced()
    assert not Transcode.objects.filter(pk=first.pk).exists()
    assert not Source.objects.filter(pk=old.pk).exists()
    assert not list(object_store().list_prefix(first.prefix))
    assert len(rig.left_outside()) <= 1
    assert list(object_store().list_prefix(second.prefix))


def test_deleting_removes_everything(rig: Rig, channel: Channel) -> None:
    source = rig.source(channel)
    transcode = work_until_ended(started(source))
    video = Video.objects.get(pk=source.video_id)

    delete_video(video=video)
    erase_now(video=video)
    erase_video(video_id=video.pk)

    assert not Transcode.objects.filter(pk=transcode.pk).exists()
    assert not list(object_store().list_prefix("media/"))
    assert not list(object_store().list_prefix("sources/"))
    assert rig.left_outside() == []


def test_an_unknown_engine_is_named(settings: Any) -> None:
    settings.TRANSCODE_ENGINE = "magic"
    with pytest.raises(ImproperlyConfigured, match="choose one of ffmpeg"):
        engine_named()
