"""The upload contract: parts in any order, again, by their owner alone; nothing is taken that will not fit."""

import io
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from core.adapters.object_store import object_store
from tests.factories import VideoFactory
from tests.videos.uploading.conftest import DATA, PART, Uploader, digest_of, pieces
from videos.models import Source, Transcode, Upload, Video
from videos.services import uploading

pytestmark = pytest.mark.django_db


def test_parts_in_any_order_and_twice_become_one_source(uploader: Uploader) -> None:
    upload = uploader.create().json()
    assert (upload["part_count"], upload["part_bytes"], upload["direct"]) == (3, PART, False)
    for number in (3, 1, 2, 1):
        assert uploader.put(upload["id"], number, pieces()[number - 1]).status_code == 200
    assert uploader.show(upload["id"]).json()["parts"] == [1, 2, 3]
    digest = digest_of(pieces())

    first = uploader.complete(upload["id"], digest=digest)
    again = uploader.complete(upload["id"], digest=digest)

    assert first.status_code == again.status_code == 200
    assert first.json()["video"] == again.json()["video"] == upload["video"]
    source = Source.objects.get()
    assert object_store().read(source.storage_key) == DATA
    assert Transcode.objects.count() == 1
    assert source.video.title == "My film"
    assert source.video.state == Video.State.PROCESSING


def test_a_part_that_is_missing_is_named(uploader: Uploader) -> None:
    upload = uploader.create().json()
    uploader.put(upload["id"], 2, pieces()[1])
    answer = uploader.complete(upload["id"])
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["missing"] == [1, 3]


def test_bytes_that_differ_from_their_digest_are_refused_and_the_part_stays_missing(
    uploader: Uploader,
) -> None:
    upload = uploader.create().json()
    digest = sha256(pieces()[0]).hexdigest()
    spoilt = b"x" + pieces()[0][1:]
    assert (
        uploader.put(upload["id"], 1, spoilt, **{"X-Part-SHA256": digest}).json()["code"]
        == "wrong-part"
    )
    assert uploader.show(upload["id"]).json()["parts"] == []
    assert (
        uploader.put(upload["id"], 1, pieces()[0], **{"X-Part-SHA256": digest}).status_code == 200
    )


def test_a_whole_file_with_another_digest_is_refused_and_can_be_sent_again(
    uploader: Uploader,
) -> None:
    upload = uploader.create().json()
    for number, data in enumerate(pieces(), 1):
        uploader.put(upload["id"], number, data)
    assert uploader.complete(upload["id"], digest="0" * 64).json()["code"] == "wrong-digest"
    assert uploader.complete(upload["id"]).status_code == 200


@pytest.mark.parametrize(
    ("number", "size", "code"),
    [
        (1, PART - 1, "wrong-size"),
        (3, PART, "wrong-size"),
        (0, PART, "no-such-part"),
        (4, 1, "no-such-part"),
    ],
)
def test_a_part_of_the_wrong_size_or_number_is_refused(
    uploader: Uploader, number: int, size: int, code: str
) -> None:
    upload = uploader.create().json()
    assert uploader.put(upload["id"], number, b"a" * size).json()["code"] == code


def test_a_length_that_lies_is_refused(uploader: Uploader, creator: User) -> None:
    upload = Upload.objects.get(public_id=uploader.create().json()["id"])
    for body in (b"a" * (PART - 10), b"a" * (PART + 10)):
        with pytest.raises(uploading.UploadRefused) as refused:
            uploading.store_part(upload=upload, number=1, body=io.BytesIO(body), size_bytes=PART)
        assert refused.value.code == "wrong-part"
    assert not uploading.arrived_parts(upload=upload)


def test_somebody_elses_upload_does_not_exist(uploader: Uploader, other_uploader: Uploader) -> None:
    upload = uploader.create().json()["id"]
    numbers = {"numbers": [1]}
    assert other_uploader.show(upload).status_code == 404
    assert other_uploader.put(upload, 1, pieces()[0]).status_code == 404
    assert other_uploader.complete(upload).status_code == 404
    assert other_uploader.abort(upload).status_code == 404
    addresses = f"/api/v1/uploads/{upload}/addresses"
    answer = other_uploader.client.post(addresses, numbers, content_type="application/json")
    assert answer.status_code == 404
    assert other_uploader.client.get("/api/v1/uploads").json() == []
    assert Client().get(f"/api/v1/uploads/{upload}").status_code == 401


def test_another_site_cannot_upload_with_the_persons_cookie(
    creator: User, sign_in: Callable[[User], Client]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in(creator).cookies
    assert Uploader(strict).create().status_code == 403
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"size": 0}, 422, "empty"),
        ({"size": -5}, 422, "empty"),
        ({"size": 10**15}, 413, "too-large"),
        ({"name": "letter.docx", "type": "application/msword"}, 415, "wrong-type"),
        ({"video": "AAAAAAAAAAA"}, 404, "not-found"),
    ],
)
def test_what_cannot_become_a_video_is_refused_before_the_first_byte(
    uploader: Uploader, fields: dict[str, Any], status: int, code: str
) -> None:
    answer = uploader.create(**fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Upload.objects.exists()
    assert not Video.objects.exists()


def test_names_are_words_and_never_paths(uploader: Uploader) -> None:
    uploader.create(name="../../etc/pass\x00wd.mp4")
    upload = Upload.objects.get()
    assert upload.filename == "passwd.mp4"
    assert upload.storage_key.startswith(f"sources/{upload.video.public_id}/")


def test_open_uploads_count_against_the_quota(uploader: Uploader, settings: LazySettings) -> None:
    settings.UPLOAD_QUOTA_BYTES = len(DATA) * 2 - 1
    assert uploader.create().status_code == 201
    assert uploader.create().json()["code"] == "quota-bytes"


def test_deleted_videos_hold_room_until_they_are_erased(
    uploader: Uploader, settings: LazySettings
) -> None:
    upload = uploader.sent()
    uploader.complete(upload)
    settings.UPLOAD_QUOTA_BYTES = len(DATA)
    assert "Delete some videos, then choose “Delete for good”" in uploader.create().json()["detail"]
    video = Video.objects.get()
    uploader.client.delete(f"/api/v1/studio/videos/{video.public_id}")
    held = uploader.client.get("/api/v1/uploads/usage").json()
    assert (held["used_bytes"], held["deleted_bytes"]) == (len(DATA), len(DATA))
    refused = uploader.create().json()
    assert refused["code"] == "quota-bytes"
    assert "Deleted videos still hold" in refused["detail"]
    assert "“Delete for good”" in refused["detail"]


def test_somebody_without_a_channel_is_told_so(
    sign_in: Callable[[User], Client], viewer: User
) -> None:
    assert Uploader(sign_in(viewer)).create().json()["code"] == "no-channel"


def test_stopping_drops_the_parts_and_the_draft(uploader: Uploader, settings: LazySettings) -> None:
    upload = uploader.create().json()
    uploader.put(upload["id"], 1, pieces()[0])
    assert uploader.abort(upload["id"]).status_code == 204
    assert uploader.abort(upload["id"]).status_code == 204
    assert uploader.put(upload["id"], 2, pieces()[1]).json()["code"] == "not-open"
    assert uploader.complete(upload["id"]).status_code == 409
    assert Video.objects.get().state == Video.State.DELETED
    assert not list((Path(settings.MEDIA_ROOT) / ".parts").glob("*"))


def test_an_upload_that_nobody_touched_for_a_day_is_swept(uploader: Uploader) -> None:
    kept, old = uploader.create().json(), uploader.create().json()
    Upload.objects.filter(public_id=old["id"]).update(
        touched_at=timezone.now() - timedelta(hours=25)
    )
    uploading.sweep_uploads()
    assert Upload.objects.get(public_id=old["id"]).state == Upload.State.ABORTED
    assert Upload.objects.get(public_id=kept["id"]).state == Upload.State.OPEN


def test_an_upload_can_replace_only_a_video_of_its_owner(
    uploader: Uploader, channel: Channel
) -> None:
    mine, theirs = VideoFactory(channel=channel), VideoFactory()
    assert uploader.create(video=mine.public_id).json()["video"] == mine.public_id
    assert uploader.create(video=theirs.public_id).status_code == 404
