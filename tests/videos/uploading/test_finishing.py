"""Finishing: once, whoever asks and however often; interrupted anywhere it goes on; nothing is left behind."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.adapters.object_store import object_store
from core.problems import Problem
from tests.videos.uploading.conftest import DATA, Uploader, pieces
from videos.models import Source, Transcode, Upload, Video
from videos.services import uploading
from videos.services.deletion import delete_video, erase_video
from videos.services.uploading.finish import STUCK


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """What each gave, or the code it was refused with, all begun at the same moment."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(n: int, work: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[n] = work()
        except Problem as refusal:
            results[n] = refusal.code  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def silent(upload: Upload) -> None:
    Upload.objects.filter(pk=upload.pk).update(touched_at=timezone.now() - timedelta(hours=25))


@pytest.mark.django_db(transaction=True)
def test_finishing_many_times_at_once_is_one_video(
    uploader: Uploader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("videos.services.transcoding.lifecycle.enqueue_after_commit", _no_bell)
    uploader.sent()
    rows = [Upload.objects.select_related("video", "owner").get() for _n in range(5)]
    works: list[Callable[[], Any]] = [
        partial(uploading.complete_upload, upload=row) for row in rows
    ]
    results = at_once(works)
    assert {each.pk for each in results if isinstance(each, Video)} == {rows[0].video_id}
    assert {result for result in results if isinstance(result, str)} <= {"completing"}
    assert Source.objects.count() == Transcode.objects.count() == 1


def _no_bell(*args: Any, **kwargs: Any) -> None:
    """The pipeline has tests of its own."""


@pytest.mark.django_db(transaction=True)
def test_asking_several_times_at_once_opens_one_upload(uploader: Uploader, creator: User) -> None:
    def begin() -> str:
        upload, _new = uploading.open_upload(
            owner=creator,
            filename="a.mp4",
            size_bytes=len(DATA),
            content_type="video/mp4",
            fingerprint="the same file",
        )
        return str(upload.public_id)

    assert len(set(at_once([begin] * 4))) == 1
    assert Upload.objects.count() == Video.objects.count() == 1


@pytest.mark.django_db
def test_a_finished_upload_is_not_stopped_in_silence(uploader: Uploader) -> None:
    upload = uploader.sent()
    uploader.complete(upload)
    assert uploader.abort(upload).json()["code"] == "not-open"
    assert Video.objects.get().state != Video.State.DELETED


@pytest.mark.django_db(transaction=True)
def test_two_uploads_cannot_share_the_last_of_the_quota(
    uploader: Uploader, creator: User, settings: LazySettings
) -> None:
    settings.UPLOAD_QUOTA_BYTES = len(DATA) * 2 - 1

    def begin() -> str:
        return uploading.create_upload(
            owner=creator, filename="a.mp4", size_bytes=len(DATA), content_type="video/mp4"
        ).filename

    assert sorted(at_once([begin] * 4)) == ["a.mp4", *["quota-bytes"] * 3]


@pytest.mark.django_db
def test_the_quota_holds_at_the_end_too_and_the_count_with_it(
    uploader: Uploader, settings: LazySettings
) -> None:
    upload = uploader.sent()
    settings.UPLOAD_QUOTA_BYTES = len(DATA) - 1
    assert uploader.complete(upload).json()["code"] == "quota-bytes"
    settings.UPLOAD_QUOTA_BYTES = len(DATA)
    settings.UPLOAD_QUOTA_COUNT = 1
    assert uploader.create().json()["code"] == "quota-count"
    video = Video.objects.get().public_id
    assert uploader.client.get("/api/v1/uploads/usage").json()["used_bytes"] == len(DATA)
    # What was sent is still there, and replacing a file makes no more videos.
    assert uploader.complete(upload).status_code == 200
    settings.UPLOAD_QUOTA_BYTES = len(DATA) * 2
    assert uploader.create(video=video).status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("joined", [False, True])
def test_a_crash_while_joining_is_finished_by_the_sweep(uploader: Uploader, joined: bool) -> None:
    uploader.sent()
    upload = Upload.objects.get()
    upload.state = Upload.State.COMPLETING
    upload.save()
    store = object_store()
    if joined:
        parts = store.list_parts(upload.storage_key, upload.store_upload_id)
        store.complete_multipart(upload.storage_key, upload.store_upload_id, parts)
    # It may still be at work: nobody else touches it yet, nor can it be stopped.
    uploading.sweep_uploads()
    assert uploader.complete(str(upload.public_id)).json()["code"] == "completing"
    assert uploader.abort(str(upload.public_id)).json()["code"] == "completing"
    assert not Source.objects.exists()

    silent(upload)
    uploading.sweep_uploads()
    upload.refresh_from_db()
    assert upload.state == Upload.State.COMPLETED
    assert store.read(Source.objects.get().storage_key) == DATA
    assert Transcode.objects.count() == 1


@pytest.mark.django_db
def test_a_crash_while_stopping_is_finished_by_the_sweep(
    uploader: Uploader, settings: LazySettings
) -> None:
    uploader.sent()
    upload = Upload.objects.get()
    upload.state = Upload.State.STOPPING
    upload.save()
    silent(upload)
    uploading.sweep_uploads()
    upload.refresh_from_db()
    assert upload.state == Upload.State.ABORTED
    assert not list((Path(settings.MEDIA_ROOT) / ".parts").glob("*"))


@pytest.mark.django_db
def test_what_nobody_touched_for_a_day_goes_with_all_its_bytes(
    uploader: Uploader, settings: LazySettings
) -> None:
    uploader.sent()
    silent(Upload.objects.get())
    uploading.sweep_uploads()
    assert Upload.objects.get().state == Upload.State.ABORTED
    assert Video.objects.get().state == Video.State.DELETED
    root = Path(settings.MEDIA_ROOT)
    assert [path for path in root.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_a_file_that_lost_bytes_while_it_was_joined_never_becomes_a_source(
    uploader: Uploader,
) -> None:
    uploader.sent()
    upload = Upload.objects.get()
    store = object_store()
    parts = store.list_parts(upload.storage_key, upload.store_upload_id)
    store.complete_multipart(upload.storage_key, upload.store_upload_id, parts)
    Upload.objects.update(state=Upload.State.COMPLETING, touched_at=timezone.now() - STUCK * 2)
    path = store.local_path(upload.storage_key)
    assert path is not None
    path.write_bytes(DATA[:-1])
    answer = uploader.complete(str(upload.public_id))
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong-digest")
    assert Upload.objects.get().state == Upload.State.ABORTED
    assert not Source.objects.exists()
    assert not path.exists()


@pytest.mark.django_db
def test_a_video_deleted_while_its_file_is_joined_leaves_no_file(
    uploader: Uploader, settings: LazySettings
) -> None:
    uploader.sent()
    upload = Upload.objects.select_related("video", "owner").get()
    delete_video(video=upload.video)
    with pytest.raises(uploading.UploadRefused):
        uploading.complete_upload(upload=upload)
    erase_video(video_id=upload.video_id)
    assert not Source.objects.exists()
    root = Path(settings.MEDIA_ROOT)
    assert [path for path in root.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_stopping_a_replacement_keeps_the_video(
    uploader: Uploader, sign_in: Callable[[User], Client]
) -> None:
    upload = uploader.sent()
    uploader.complete(upload)
    video = Video.objects.get()
    replacement = uploader.create(video=video.public_id).json()["id"]
    uploader.put(replacement, 1, pieces()[0])
    assert uploader.abort(replacement).status_code == 204
    video.refresh_from_db()
    assert video.state != Video.State.DELETED
    assert Source.objects.filter(video=video).count() == 1
