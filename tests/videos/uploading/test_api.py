"""The upload contract: parts in any order, again, by their owner alone; nothing is taken that will not fit."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from core.adapters.object_store import object_store
from videos.models import Source, Transcode, Upload, Video
from videos.services import uploading

pytestmark = pytest.mark.django_db

PART = 64 * 1024
DATA = bytes(range(256)) * 600  # 153,600 bytes: three parts, the last one short


@pytest.fixture(autouse=True)
def _small_parts(settings: LazySettings) -> None:
    settings.UPLOAD_PART_BYTES = PART


@pytest.fixture
def client(sign_in: Callable[[User], Client], creator: User) -> Client:
    return sign_in(creator)


def pieces(data: bytes = DATA) -> list[bytes]:
    return [data[n : n + PART] for n in range(0, len(data), PART)]


def create(client: Client, **fields: Any) -> Any:
    body = {"name": "My film.mp4", "size": len(DATA), "type": "video/mp4"} | fields
    return client.post("/api/v1/uploads", body, content_type="application/json")


def put(client: Client, upload: str, number: int, data: bytes, **headers: str) -> Any:
    return client.put(
        f"/api/v1/uploads/{upload}/parts/{number}",
        data,
        content_type="application/octet-stream",
        headers=headers,
    )


def complete(client: Client, upload: str, **body: Any) -> Any:
    return client.post(f"/api/v1/uploads/{upload}/complete", body, content_type="application/json")


def test_parts_in_any_order_and_twice_become_one_source(client: Client) -> None:
    upload = create(client).json()
    assert (upload["part_count"], upload["part_bytes"], upload["direct"]) == (3, PART, False)
    for number in (3, 1, 2, 1):
        assert put(client, upload["id"], number, pieces()[number - 1]).status_code == 200
    assert client.get(f"/api/v1/uploads/{upload['id']}").json()["parts"] == [1, 2, 3]
    digest = hashlib.sha256(b"".join(hashlib.sha256(p).digest() for p in pieces())).hexdigest()

    first = complete(client, upload["id"], digest=digest)
    again = complete(client, upload["id"], digest=digest)

    assert first.status_code == again.status_code == 200
    assert first.json()["video"] == again.json()["video"] == upload["video"]
    source = Source.objects.get()
    assert object_store().read(source.storage_key) == DATA
    assert Transcode.objects.count() == 1
    assert source.video.title == "My film"
    assert source.video.state == Video.State.PROCESSING


def test_a_part_that_is_missing_is_named(client: Client) -> None:
    upload = create(client).json()
    put(client, upload["id"], 2, pieces()[1])
    answer = complete(client, upload["id"])
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["missing"] == [1, 3]


def test_bytes_that_differ_from_their_digest_are_refused_and_the_part_stays_missing(
    client: Client,
) -> None:
    upload = create(client).json()
    digest = hashlib.sha256(pieces()[0]).hexdigest()
    spoilt = b"x" + pieces()[0][1:]
    assert (
        put(client, upload["id"], 1, spoilt, **{"X-Part-SHA256": digest}).json()["code"]
        == "wrong-part"
    )
    assert client.get(f"/api/v1/uploads/{upload['id']}").json()["parts"] == []
    assert put(client, upload["id"], 1, pieces()[0], **{"X-Part-SHA256": digest}).status_code == 200


def test_a_whole_file_with_another_digest_is_refused_and_can_be_sent_again(client: Client) -> None:
    upload = create(client).json()
    for number, data in enumerate(pieces(), 1):
        put(client, upload["id"], number, data)
    assert complete(client, upload["id"], digest="0" * 64).json()["code"] == "wrong-digest"
    assert complete(client, upload["id"]).status_code == 200


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
    client: Client, number: int, size: int, code: str
) -> None:
    upload = create(client).json()
    assert put(client, upload["id"], number, b"a" * size).json()["code"] == code


def test_a_length_that_lies_is_refused(client: Client, creator: User) -> None:
    import io

    upload = Upload.objects.get(public_id=create(client).json()["id"])
    for body in (b"a" * (PART - 10), b"a" * (PART + 10)):
        with pytest.raises(uploading.UploadRefused) as refused:
            uploading.store_part(upload=upload, number=1, body=io.BytesIO(body), size_bytes=PART)
        assert refused.value.code == "wrong-part"
    assert not uploading.arrived_parts(upload=upload)


def test_somebody_elses_upload_does_not_exist(
    client: Client, sign_in: Callable[[User], Client], stranger: User
) -> None:
    upload = create(client).json()["id"]
    other = sign_in(stranger)
    assert other.get(f"/api/v1/uploads/{upload}").status_code == 404
    assert put(other, upload, 1, pieces()[0]).status_code == 404
    assert complete(other, upload).status_code == 404
    assert other.delete(f"/api/v1/uploads/{upload}").status_code == 404
    assert Client().get(f"/api/v1/uploads/{upload}").status_code == 401


def test_another_site_cannot_upload_with_the_persons_cookie(
    creator: User, sign_in: Callable[[User], Client]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in(creator).cookies
    assert create(strict).status_code == 403
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
    client: Client, fields: dict[str, Any], status: int, code: str
) -> None:
    answer = create(client, **fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Upload.objects.exists()
    assert not Video.objects.exists()


def test_names_are_words_and_never_paths(client: Client) -> None:
    create(client, name="../../etc/pass\x00wd.mp4")
    upload = Upload.objects.get()
    assert upload.filename == "passwd.mp4"
    assert upload.storage_key.startswith(f"sources/{upload.video.public_id}/")


def test_open_uploads_count_against_the_quota(client: Client, settings: LazySettings) -> None:
    settings.UPLOAD_QUOTA_BYTES = len(DATA) * 2 - 1
    assert create(client).status_code == 201
    assert create(client).json()["code"] == "quota-bytes"


def test_somebody_without_a_channel_is_told_so(
    sign_in: Callable[[User], Client], viewer: User
) -> None:
    assert create(sign_in(viewer)).json()["code"] == "no-channel"


def test_stopping_drops_the_parts_and_the_draft(client: Client, settings: LazySettings) -> None:
    upload = create(client).json()
    put(client, upload["id"], 1, pieces()[0])
    assert client.delete(f"/api/v1/uploads/{upload['id']}").status_code == 204
    assert client.delete(f"/api/v1/uploads/{upload['id']}").status_code == 204
    assert put(client, upload["id"], 2, pieces()[1]).json()["code"] == "not-open"
    assert complete(client, upload["id"]).status_code == 409
    assert Video.objects.get().state == Video.State.DELETED
    assert not list((Path(settings.MEDIA_ROOT) / ".parts").glob("*"))


def test_an_upload_that_nobody_touched_for_a_day_is_swept(client: Client) -> None:
    kept, old = create(client).json(), create(client).json()
    Upload.objects.filter(public_id=old["id"]).update(
        touched_at=timezone.now() - timedelta(hours=25)
    )
    uploading.sweep_uploads()
    assert Upload.objects.get(public_id=old["id"]).state == Upload.State.ABORTED
    assert Upload.objects.get(public_id=kept["id"]).state == Upload.State.OPEN


def test_an_upload_can_replace_only_a_video_of_its_owner(client: Client, channel: Channel) -> None:
    from tests.factories import VideoFactory

    mine, theirs = VideoFactory(channel=channel), VideoFactory()
    assert create(client, video=mine.public_id).json()["video"] == mine.public_id
    assert create(client, video=theirs.public_id).status_code == 404
