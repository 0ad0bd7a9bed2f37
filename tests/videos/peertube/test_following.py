"""What the instance makes of a video is read without falling into its traps."""

import time
from typing import Any

import pytest
from django.conf import LazySettings

from tests.videos.peertube.instance import FakePeerTube
from tests.videos.transcoding.engines import hurry, work_until_ended
from videos.models import Transcode, Video
from videos.services import transcoding
from videos.services.transcoding.lifecycle import retry_transcode

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_over(peertube: FakePeerTube, transcode: Transcode) -> dict[str, Any]:
    """The instance's video, stopped before its first rendition."""
    transcoding.work_once()
    (video,) = peertube.videos.values()
    video["stopped"] = True
    return video


def look_again(transcode: Transcode) -> Video:
    for _job in range(2):
        hurry(transcode)
        transcoding.work_once()
    transcode.refresh_from_db()
    return Video.objects.get(pk=transcode.source.video_id)


def test_published_without_a_file_is_not_playable(
    handed_over: dict[str, Any], transcode: Transcode
) -> None:
    handed_over["state"] = {"id": 1}
    assert look_again(transcode).state == Video.State.PROCESSING


def test_published_with_the_first_rendition_plays_and_is_not_done(
    peertube: FakePeerTube, handed_over: dict[str, Any], transcode: Transcode
) -> None:
    peertube.add_rendition(handed_over)
    video = look_again(transcode)
    assert video.state == Video.State.PLAYABLE
    assert transcode.state == Transcode.State.RUNNING
    assert [r.name for r in transcode.renditions.filter(ready_segments__gt=0)] == ["240p"]

    peertube.add_rendition(handed_over)
    video = look_again(transcode)
    assert video.state == Video.State.READY
    assert sorted(r.name for r in transcode.renditions.all()) == ["144p", "240p"]


def test_failed_after_the_first_rendition_is_repaired(
    peertube: FakePeerTube, handed_over: dict[str, Any], transcode: Transcode
) -> None:
    peertube.add_rendition(handed_over)
    handed_over["state"] = {"id": 7}
    transcode = work_until_ended(transcode)

    assert transcode.state == Transcode.State.DONE
    assert f"POST /api/v1/videos/{handed_over['uuid']}/transcoding" in peertube.calls
    assert sorted(r.name for r in transcode.renditions.all()) == ["144p", "240p"]


def test_failed_beyond_repair_keeps_what_was_finished(
    peertube: FakePeerTube, handed_over: dict[str, Any], transcode: Transcode
) -> None:
    peertube.is_moderator = False
    peertube.add_rendition(handed_over)
    handed_over["state"] = {"id": 7}
    transcode = work_until_ended(transcode)

    assert transcode.state == Transcode.State.DONE
    assert [r.name for r in transcode.renditions.all()] == ["240p"]
    assert Video.objects.get(pk=transcode.source.video_id).state == Video.State.READY


def test_failed_with_nothing_fails_here_and_a_retry_repairs_there(
    peertube: FakePeerTube, handed_over: dict[str, Any], transcode: Transcode
) -> None:
    peertube.is_moderator = False
    handed_over["state"] = {"id": 7}
    transcode = work_until_ended(transcode)
    assert transcode.failure == "peertube-transcoding"

    peertube.is_moderator = True
    assert retry_transcode(transcode=transcode)
    assert work_until_ended(transcode).state == Transcode.State.DONE
    assert len(peertube.received) == 1


@pytest.mark.parametrize("state", [2, 3, 4, 5])
def test_files_of_unfinished_states_are_not_used(
    peertube: FakePeerTube, handed_over: dict[str, Any], transcode: Transcode, state: int
) -> None:
    peertube.add_rendition(handed_over)
    handed_over["state"] = {"id": state}
    assert look_again(transcode).state == Video.State.PROCESSING


@pytest.mark.parametrize("state", [6, 8, 9, 10, 11])
def test_moving_files_around_does_not_stop_playback(
    peertube: FakePeerTube, handed_over: dict[str, Any], transcode: Transcode, state: int
) -> None:
    peertube.add_rendition(handed_over)
    handed_over["state"] = {"id": state}
    assert look_again(transcode).state == Video.State.PLAYABLE


def test_after_long_silence_what_is_there_is_all(
    peertube: FakePeerTube,
    handed_over: dict[str, Any],
    transcode: Transcode,
    settings: LazySettings,
) -> None:
    peertube.add_rendition(handed_over)
    look_again(transcode)
    settings.PEERTUBE_PATIENCE_S = -1
    transcode = work_until_ended(transcode)

    assert transcode.state == Transcode.State.DONE
    assert [r.name for r in transcode.renditions.all()] == ["240p"]


def test_deleted_over_there_fails_and_a_retry_sends_it_again(
    peertube: FakePeerTube, handed_over: dict[str, Any], transcode: Transcode
) -> None:
    peertube.videos.clear()
    transcode = work_until_ended(transcode)
    assert transcode.failure == "peertube-gone"

    assert retry_transcode(transcode=transcode)
    assert work_until_ended(transcode).state == Transcode.State.DONE
    assert len(peertube.received) == 2


def test_pictures_are_brought_over_even_when_the_storyboard_is_late(
    peertube: FakePeerTube, transcode: Transcode
) -> None:
    from core.adapters.object_store import object_store

    peertube.storyboard_ready = False
    for _step in range(5):
        look_again(transcode)
    extras = transcode.chunks.get(key="extras")
    assert extras.state == "waiting"
    assert extras.failures == 0

    peertube.storyboard_ready = True
    assert work_until_ended(transcode).state == Transcode.State.DONE
    board = object_store().read(f"{transcode.prefix}storyboard.vtt").decode()
    assert "storyboard.jpg#xywh=192,0,192,108" in board
    assert object_store().size(f"{transcode.prefix}poster-1.jpg") > 0


def test_no_storyboard_at_all_holds_up_nothing_for_ever(
    peertube: FakePeerTube, transcode: Transcode
) -> None:
    peertube.storyboard_ready = False
    look_again(transcode)
    transcode.external = transcode.external | {"moved_at": time.time() - 7200}
    transcode.save(update_fields=["external"])
    for _step in range(8):
        look_again(transcode)
        Transcode.objects.filter(pk=transcode.pk).update(
            external=transcode.external | {"moved_at": time.time() - 7200}
        )
    assert transcode.state == Transcode.State.DONE
