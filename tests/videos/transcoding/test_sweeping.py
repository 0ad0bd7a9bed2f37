"""Nothing hangs and nothing is left over: what the sweeper takes back, rings for, and removes."""

import logging
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import LazySettings, settings
from django.test import Client
from django.utils import timezone
from redis import Redis

from accounts.models import Channel, User
from core.adapters.object_store import object_store
from core.queues import queue_length
from tests.videos.pipeline import store_source
from tests.videos.transcoding.laid_out import lay_out_film, lay_out_source
from videos.models import Chunk, Source, Transcode, Video
from videos.services import transcoding
from videos.services.transcoding import scratch, sweeping
from videos.services.transcoding.claims import claim_next
from videos.services.transcoding.publication import settle
from videos.services.transcoding.reasons import failure_sentence
from videos.tasks.transcode import work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fake_engine(settings: LazySettings) -> None:
    settings.TRANSCODE_ENGINE = "fake"


@pytest.fixture
def transcode(channel: Channel, tmp_path: Path, silent_queue: None) -> Transcode:
    """Laid out, its doorbells never answered."""
    return lay_out_film(channel, tmp_path, seconds=12)


def go_silent(chunk: Chunk, settings: LazySettings) -> None:
    """Its worker was killed a while ago."""
    long_ago = timezone.now() - timedelta(seconds=settings.TRANSCODE_SILENCE_S + 1)
    Chunk.objects.filter(pk=chunk.pk).update(heartbeat_at=long_ago)


def forget_doorbells() -> None:
    """The broker loses what was rung for."""
    Redis.from_url(settings.CELERY_BROKER_URL).delete("transcode")


def test_a_dead_workers_chunk_goes_to_another_and_no_finished_one_is_made_again(
    transcode: Transcode, settings: LazySettings
) -> None:
    transcoding.work_once()
    done = dict(transcode.chunks.filter(state="done").values_list("pk", "finished_at"))
    chunk = claim_next()
    assert chunk is not None
    sweeping.sweep()
    assert Chunk.objects.get(pk=chunk.pk).state == Chunk.State.RUNNING, "it is alive"

    go_silent(chunk, settings)
    sweeping.sweep()
    assert Chunk.objects.get(pk=chunk.pk).state == Chunk.State.WAITING
    while transcoding.work_once():
        pass
    transcode.refresh_from_db()
    assert transcode.state == Transcode.State.DONE
    again = dict(transcode.chunks.filter(pk__in=done).values_list("pk", "finished_at"))
    assert again == done
    assert Chunk.objects.get(pk=chunk.pk).attempts == 2


def test_a_chunk_that_kills_every_worker_ends_with_a_reason(
    transcode: Transcode, settings: LazySettings
) -> None:
    settings.TRANSCODE_LOST_WORKERS = 3
    for _worker in range(3):
        chunk = claim_next()
        assert chunk is not None
        go_silent(chunk, settings)
        sweeping.sweep()
    transcode.refresh_from_db()
    assert (transcode.state, transcode.failure) == (Transcode.State.FAILED, "worker-lost")


def test_a_look_that_was_interrupted_begins_again_but_not_for_ever(
    channel: Channel, tmp_path: Path, settings: LazySettings, silent_queue: None
) -> None:
    settings.TRANSCODE_LOST_WORKERS = 3
    file = tmp_path / "film.mp4"
    file.write_bytes(b"anything")
    run = transcoding.start_transcode(source=store_source(channel, file))
    rows = Transcode.objects.filter(pk=run.pk)
    long_ago = timezone.now() - timedelta(hours=1)
    for attempts, expected in ((1, Transcode.State.QUEUED), (3, Transcode.State.FAILED)):
        rows.update(state=Transcode.State.PROBING, attempts=attempts, heartbeat_at=long_ago)
        sweeping.sweep()
        assert rows.get().state == expected


def test_lost_doorbells_are_rung_again_and_no_more_than_are_needed(
    transcode: Transcode,
) -> None:
    number = transcode.chunks.count()
    forget_doorbells()
    assert queue_length("transcode") == 0

    sweeping.sweep()
    assert queue_length("transcode") == number
    for _sweep in range(3):
        sweeping.sweep()
    assert queue_length("transcode") == number, "those that are there are enough"


def test_a_sweep_is_a_doorbell_that_is_answered(
    transcode: Transcode,
) -> None:
    current_app.conf.task_always_eager = True
    forget_doorbells()
    sweeping.sweep()
    transcode.refresh_from_db()
    assert transcode.state == Transcode.State.DONE


def test_the_same_doorbell_twice_does_its_work_once(transcode: Transcode) -> None:
    for _ring in range(10):
        work()
    transcode.refresh_from_db()
    assert transcode.state == Transcode.State.DONE
    assert set(transcode.chunks.values_list("attempts", flat=True)) == {1}


def test_a_worker_killed_between_the_last_chunk_and_the_end_is_made_good(
    transcode: Transcode,
) -> None:
    while transcoding.work_once():
        pass
    Transcode.objects.filter(pk=transcode.pk).update(state=Transcode.State.RUNNING)
    sweeping.sweep()
    assert Transcode.objects.get(pk=transcode.pk).state == Transcode.State.DONE


def test_two_replacements_in_a_row_end_with_the_last_one(
    channel: Channel, tmp_path: Path, silent_queue: None
) -> None:
    first = lay_out_film(channel, tmp_path, seconds=12)
    video = first.source.video
    while transcoding.work_once():
        pass

    def replaced(name: str) -> Source:
        key = f"sources/{video.public_id}/{name}.mp4"
        object_store().put_bytes(key, b"anything", content_type="video/mp4")
        return Source.objects.create(video=video, storage_key=key, filename=name, size_bytes=8)

    second = lay_out_source(replaced("second"), seconds=12)
    third = lay_out_source(replaced("third"), seconds=12)
    second.refresh_from_db()
    assert (second.state, second.failure) == (Transcode.State.CANCELLED, "superseded")
    while transcoding.work_once():
        pass
    video.refresh_from_db()
    assert video.current_id == third.pk
    # An older one that comes to life again does not take over.
    Transcode.objects.filter(pk=second.pk).update(state=Transcode.State.RUNNING)
    second.refresh_from_db()
    second.renditions.update(lengths=[4.0], ready_segments=1)
    settle(second)
    video.refresh_from_db()
    assert (video.current_id, video.state) == (third.pk, Video.State.READY)

    Transcode.objects.filter(pk=third.pk).update(playable_at=timezone.now() - timedelta(hours=1))
    sweeping.sweep()
    assert list(Transcode.objects.all()) == [third]
    assert [source.filename for source in Source.objects.all()] == ["third"]
    folders = {key.split("/")[2] for key in object_store().list_prefix("media/")}
    assert folders == {third.prefix.split("/")[2]}
    assert list(object_store().list_prefix("sources/")) == [third.source.storage_key]


def test_a_failed_replacement_leaves_the_video_as_it_was_and_is_told_to_its_owner(
    channel: Channel, tmp_path: Path, silent_queue: None, sign_in: Callable[[User], Client]
) -> None:
    first = lay_out_film(channel, tmp_path, seconds=12)
    video = first.source.video
    while transcoding.work_once():
        pass
    file = tmp_path / "bad.mp4"
    file.write_bytes(b"refuse:unreadable\n")
    object_store().put_file("sources/bad.mp4", file, content_type="video/mp4")
    bad = Source.objects.create(
        video=video, storage_key="sources/bad.mp4", filename="bad.mp4", size_bytes=8
    )
    owner = sign_in(channel.owner)

    def told() -> tuple[str, str, str]:
        answer = owner.get(f"/api/v1/studio/videos/{video.public_id}").json()
        return answer["state"], answer["stage"], answer["failure"]

    assert told() == ("ready", "done", "")
    run = transcoding.start_transcode(source=bad)
    assert told() == ("ready", "queued", "")
    transcoding.begin(transcode_id=run.pk)
    run.refresh_from_db()
    video.refresh_from_db()
    assert (run.state, run.failure) == (Transcode.State.FAILED, "unreadable")
    assert (video.state, video.failure, video.current_id) == (Video.State.READY, "", first.pk)
    assert told() == ("ready", "failed", failure_sentence("unreadable"))


def test_folders_that_no_row_knows_are_removed_and_nothing_else(transcode: Transcode) -> None:
    while transcoding.work_once():
        pass
    store, public_id = object_store(), transcode.source.video.public_id
    kept = [f"media/{public_id}/custom/poster-a.jpg", *store.list_prefix(transcode.prefix)]
    lost = [f"media/{public_id}/lostversion/240p/seg_00000.m4s", "media/lostvideo/v/poster-1.jpg"]
    for key in (kept[0], *lost):
        store.put_bytes(key, b"x", content_type="image/jpeg")
    old = Path(store.local_path(f"{transcode.prefix}poster-1.jpg.abc.staged") or "")
    fresh = old.with_name("poster-1.jpg.def.staged")
    for file in (old, fresh):
        file.write_bytes(b"half")
    day_ago = time.time() - 24 * 3600
    os.utime(old, (day_ago, day_ago))

    assert sweeping.sweep_storage() == 3
    assert sorted(store.list_prefix("media/")) == sorted(kept)
    assert fresh.exists()
    assert not old.exists()


def test_scratch_is_cleared_of_what_nobody_holds(
    transcode: Transcode, settings: LazySettings
) -> None:
    held = claim_next()
    assert held is not None
    claims = Path(settings.SCRATCH_DIR) / "claims"
    copies = Path(settings.SCRATCH_DIR) / "sources"
    for folder in (claims / str(held.claim), claims / "forgotten", copies):
        folder.mkdir(parents=True)
    used, unused = copies / "1-used.mp4", copies / "2-unused.mp4.abc.partial"
    for file in (used, unused):
        file.write_bytes(b"x")
    hours_ago = time.time() - 2 * 3600
    os.utime(unused, (hours_ago, hours_ago))

    scratch.clear_scratch()
    assert [folder.name for folder in claims.iterdir()] == [str(held.claim)]
    assert list(copies.iterdir()) == [used]


def test_a_worker_whose_disk_is_nearly_full_claims_nothing_and_says_so(
    transcode: Transcode, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SCRATCH_LEAST_FREE_BYTES = 1 << 60
    with caplog.at_level(logging.WARNING):
        assert not transcoding.work_once()
    assert "nearly full" in caplog.text
    assert not transcode.chunks.exclude(state=Chunk.State.WAITING, attempts=0).exists()
    settings.SCRATCH_LEAST_FREE_BYTES = 0
    assert transcoding.work_once()


def test_a_worker_leaves_no_files_of_its_own(transcode: Transcode, settings: LazySettings) -> None:
    while transcoding.work_once():
        pass
    claims = Path(settings.SCRATCH_DIR) / "claims"
    assert not list(claims.iterdir())
