"""Uploads that go straight to S3: the API, and a browser that sends its parts to another origin."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from accounts.models import User
from core.adapters.object_store import object_store
from piyakast.settings.object_stores import store_origins
from tests import asking
from tests.object_stores.fixtures import S3Server
from tests.videos.uploading.conftest import Uploader, digest_of, pieces
from videos.models import Source, Upload, Video

PART = 5 * 1024**2
DATA = bytes(range(256)) * 24_000  # two parts


def addresses(uploader: Uploader, upload: str, **body: Any) -> Any:
    return uploader.client.post(
        f"/api/v1/uploads/{upload}/addresses", body, content_type="application/json"
    )


def send_all(uploader: Uploader, upload: str) -> None:
    for number, part in enumerate(pieces(DATA, PART), 1):
        digest = sha256(part).hexdigest()
        (address,) = addresses(
            uploader, upload, numbers=[number], sha256={str(number): digest}
        ).json()
        answer = asking.put(address["url"], content=part, headers=address["headers"])
        assert answer.status_code == 200


@pytest.mark.django_db
def test_parts_go_to_the_bucket_and_the_whole_is_checked_there(
    s3: S3Server, uploader: Uploader
) -> None:
    upload = uploader.create(size=len(DATA)).json()
    assert upload["direct"]
    assert upload["part_bytes"] == PART
    assert uploader.put(upload["id"], 1, DATA[:PART]).json()["code"] == "send-to-store"
    assert addresses(uploader, upload["id"], numbers=[1]).json()["code"] == "digest-required"
    bad = addresses(uploader, upload["id"], numbers=[3], sha256={"3": "0" * 64})
    assert bad.json()["code"] == "no-such-part"
    send_all(uploader, upload["id"])
    assert uploader.show(upload["id"]).json()["parts"] == [1, 2]

    digest = digest_of(pieces(DATA, PART))
    first = uploader.complete(upload["id"], digest=digest)
    assert first.status_code == uploader.complete(upload["id"], digest=digest).status_code == 200
    source = Source.objects.get()
    assert object_store().read(source.storage_key) == DATA
    assert source.digest == digest


@pytest.mark.django_db
def test_another_file_than_announced_never_becomes_a_source(
    s3: S3Server, uploader: Uploader
) -> None:
    upload = uploader.create(size=len(DATA)).json()
    send_all(uploader, upload["id"])
    answer = uploader.complete(upload["id"], digest="0" * 64)
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong-digest")
    row = Upload.objects.get()
    assert row.state == Upload.State.ABORTED
    assert not Source.objects.exists()
    assert list(object_store().list_prefix("sources/")) == []
    # What was typed about it is kept, and takes the file when it is sent again.
    assert Video.objects.get().state == Video.State.DRAFT
    assert uploader.create(size=len(DATA), video=row.video.public_id).status_code == 201


@pytest.mark.django_db
def test_a_store_that_is_down_while_joining_loses_nothing(s3: S3Server, uploader: Uploader) -> None:
    upload = uploader.create(size=len(DATA)).json()["id"]
    send_all(uploader, upload)
    s3.app.fails = {("POST", "uploadId=")}
    try:
        answer = uploader.complete(upload)
    finally:
        s3.app.fails = set()
    assert (answer.status_code, answer.json()["code"]) == (503, "store-down")
    assert answer["Retry-After"]
    assert uploader.complete(upload).status_code == 200
    assert object_store().read(Source.objects.get().storage_key) == DATA


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_sends_parts_to_the_bucket_of_another_origin(
    s3: S3Server,
    settings: LazySettings,
    page: Page,
    sign_in_browser: Callable[[User], None],
    creator: User,
    clip: Path,
    tmp_path: Path,
) -> None:
    facts = {name: getattr(settings, name) for name in ("STORAGE_BACKEND", "S3_BUCKET")}
    facts |= {"S3_PUBLIC_ENDPOINT_URL": s3.url, "S3_CDN_DOMAIN": ""}
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = [*policy["connect-src"], *store_origins(facts)]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy | {"connect-src": allowed}}
    settings.UPLOAD_PART_BYTES = PART
    film = tmp_path / "film.mp4"
    film.write_bytes(clip.read_bytes() + bytes(PART + 100_000))
    sign_in_browser(creator)
    page.goto("/studio/upload/")
    page.wait_for_selector("html[data-uploads=ready]")
    page.locator("[data-drop] input[type=file]").set_input_files(film)
    # No socket in this server: what the pipeline does is asked for.
    expect(page.get_by_role("region", name="film.mp4")).to_contain_text(
        "Ready to watch.", timeout=120_000
    )
    puts = [path for method, path in s3.app.asked if method == "PUT" and "X-Amz-Signature" in path]
    assert len([path for path in puts if "partNumber" in path]) == 2
    source = Source.objects.get()
    assert object_store().read(source.storage_key) == film.read_bytes()
    assert len(source.digest) == 64
