"""A store that is away costs time and nothing else: no attempt, no video, no claim that hangs."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from accounts.models import Channel
from core.adapters.object_store import object_store
from tests.object_stores.fixtures import S3Server, s3, s3_server
from tests.videos.pipeline import store_source
from tests.videos.transcoding.engines import work_until_ended
from tests.videos.transcoding.laid_out import lay_out_film
from videos.models import Chunk, Transcode, Video
from videos.services import transcoding
from videos.services.transcoding import sweeping
from videos.services.transcoding.claims import claim_next
from videos.services.transcoding.discarding import forget_if_erased
from videos.services.transcoding.progress import progress_event
from videos.services.transcoding.reasons import waiting_sentence
from videos.tasks.videos import erase_video

__all__ = ["s3", "s3_server"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fake_engine(settings: LazySettings) -> None:
    settings.TRANSCODE_ENGINE = "fake"


@pytest.fixture
def store(s3: S3Server, silent_queue: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    """The bucket, which is back when the test ends. Nobody waits between the client's own tries."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _s: None))
    yield s3
    s3.app.down = False


def lose_keys(settings: LazySettings) -> None:
    """The operator mistypes them: no outage, it does not go away by itself."""
    settings.S3_SECRET_ACCESS_KEY = "another"
    settings.S3_ENDPOINT_URL += "/"  # another place: not the client of before


def test_an_outage_puts_chunks_off_and_uses_no_attempt_up(
    store: S3Server, channel: Channel, tmp_path: Path, settings: LazySettings
) -> None:
    settings.TRANSCODE_ATTEMPTS = 1
    transcode = lay_out_film(channel, tmp_path, seconds=12)
    store.app.down = True
    began = timezone.now()
    assert transcoding.work_once()

    chunk = transcode.chunks.exclude(not_before=None).get()
    assert (chunk.state, chunk.attempts, chunk.failures) == (Chunk.State.WAITING, 0, 0)
    assert chunk.claim is None
    assert chunk.not_before
    assert chunk.not_before > began + timedelta(seconds=20)
    assert "SlowDown" in chunk.stderr_tail
    transcode.refresh_from_db()
    told = progress_event(transcode.source.video, transcode)["message"]
    assert told == waiting_sentence("storage")

    store.app.down = False
    assert work_until_ended(transcode).state == Transcode.State.DONE


def test_wrong_keys_are_given_back_with_their_reason_and_end_the_video(
    store: S3Server, channel: Channel, tmp_path: Path, settings: LazySettings
) -> None:
    transcode = lay_out_film(channel, tmp_path, seconds=12)
    lose_keys(settings)
    assert transcoding.work_once()
    chunk = transcode.chunks.exclude(not_before=None).get()
    assert (chunk.state, chunk.failures) == (Chunk.State.WAITING, 1)
    assert chunk.stderr_tail.startswith("[storage]")

    settings.TRANSCODE_ATTEMPTS = 1
    assert work_until_ended(transcode).failure == "storage"


def test_an_outage_puts_the_first_look_off_however_often(
    store: S3Server, channel: Channel, tmp_path: Path, settings: LazySettings
) -> None:
    settings.TRANSCODE_ATTEMPTS = 0  # the next one that counts is the last
    file = tmp_path / "film.mp4"
    file.write_bytes(b"anything")
    transcode = transcoding.start_transcode(source=store_source(channel, file))
    store.app.down = True
    assert transcoding.work_once()
    transcode.refresh_from_db()
    assert (transcode.state, transcode.attempts) == (Transcode.State.QUEUED, 0)
    assert transcode.not_before is not None
    assert transcode.failure_detail
    told = progress_event(transcode.source.video, transcode)["message"]
    assert told == waiting_sentence("")

    store.app.down = False
    Transcode.objects.update(not_before=None)
    assert work_until_ended(transcode).state == Transcode.State.DONE


def test_wrong_keys_end_the_first_look_when_it_was_tried_often_enough(
    store: S3Server, channel: Channel, tmp_path: Path, settings: LazySettings
) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(b"anything")
    transcode = transcoding.start_transcode(source=store_source(channel, file))
    lose_keys(settings)
    settings.TRANSCODE_ATTEMPTS = 0
    assert transcoding.work_once()
    transcode.refresh_from_db()
    assert (transcode.state, transcode.failure) == (Transcode.State.FAILED, "storage")


def test_a_sweep_during_an_outage_goes_on_to_the_scratch_disk(
    store: S3Server, channel: Channel, tmp_path: Path, settings: LazySettings
) -> None:
    old = lay_out_film(channel, tmp_path, seconds=12)
    new = _replacement(old)
    Video.objects.filter(pk=old.source.video_id).update(current=new)
    Transcode.objects.filter(pk=new.pk).update(playable_at=timezone.now() - timedelta(hours=1))
    left = Path(settings.SCRATCH_DIR) / "claims" / "nobody"
    left.mkdir(parents=True)
    store.app.down = True
    sweeping.sweep()
    assert not left.exists()
    assert Transcode.objects.filter(pk=old.pk).exists()

    store.app.down = False
    sweeping.sweep()
    assert not Transcode.objects.filter(pk=old.pk).exists()


def _replacement(old: Transcode) -> Transcode:
    return Transcode.objects.create(
        source=old.source, engine="fake", prefix="media/another/", state=Transcode.State.DONE
    )


def test_what_an_erased_video_left_is_no_error_of_the_worker(
    store: S3Server, channel: Channel, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    transcode = lay_out_film(channel, tmp_path, seconds=12)
    chunk = claim_next()
    assert chunk is not None
    Transcode.objects.filter(pk=transcode.pk).delete()
    store.app.down = True
    with caplog.at_level(logging.WARNING):
        forget_if_erased(chunk.transcode)
    assert "stay for now" in caplog.text


def test_the_files_of_a_deleted_video_go_when_the_store_is_back(
    store: S3Server, channel: Channel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(b"anything")
    source = store_source(channel, file)
    long_ago = timezone.now() - timedelta(days=365)
    Video.objects.update(state=Video.State.DELETED, state_before_deletion="", deleted_at=long_ago)
    store.app.down = True
    again = erase_video.retry

    def later(*args: Any, **options: Any) -> Any:
        store.app.down = False
        return again(*args, **options)

    monkeypatch.setattr(erase_video, "retry", later)
    erase_video.apply(kwargs={"video_id": source.video_id}, throw=False)
    assert not Video.objects.filter(pk=source.video_id).exists()
    assert list(object_store().list_prefix("sources/")) == []
