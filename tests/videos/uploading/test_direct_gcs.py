"""Uploads that go straight to GCS: each part by its own CRC32C, and the whole by those of all parts."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

import google_crc32c
import pytest

from core.adapters.object_store import object_store
from tests import asking
from tests.object_stores.fixtures import gcs, gcs_server  # noqa: F401
from tests.videos.uploading.conftest import PART, Uploader, pieces
from videos.models import Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gcs")]
DATA = bytes(range(250)) * (PART // 200)  # two parts


def checksum(data: bytes) -> bytes:
    found: bytes = google_crc32c.Checksum(data).digest()
    return found


def address_of(uploader: Uploader, upload: str, number: int, data: bytes) -> Any:
    body = {"numbers": [number], "crc32c": {str(number): checksum(data).hex()}}
    asked = uploader.client.post(
        f"/api/v1/uploads/{upload}/addresses", body, content_type="application/json"
    )
    (address,) = asked.json()
    return address


def test_each_part_and_the_whole_are_held_to_their_digests(uploader: Uploader) -> None:
    upload = uploader.create(size=len(DATA)).json()
    assert (upload["direct"], upload["digests"]) == (True, "crc32c")
    parts = pieces(DATA, upload["part_bytes"])
    for number, part in enumerate(parts, 1):
        address = address_of(uploader, upload["id"], number, part)
        said = address["headers"]["x-goog-hash"]
        assert said == f"crc32c={b64encode(checksum(part)).decode()}"
        send = {"url": address["url"], "headers": address["headers"]}
        assert asking.put(content=part[::-1], **send).status_code == 400
        # The digest is signed: another one is no way around it.
        other = send["headers"] | {"x-goog-hash": f"crc32c={b64encode(checksum(b'')).decode()}"}
        assert asking.put(send["url"], content=b"", headers=other).status_code == 403
        assert asking.put(content=part, **send).status_code == 200
    assert uploader.show(upload["id"]).json()["parts"] == list(range(1, len(parts) + 1))

    digest = sha256(b"".join(map(checksum, parts))).hexdigest()
    assert uploader.complete(upload["id"], digest=digest).status_code == 200
    source = Source.objects.get()
    assert object_store().read(source.storage_key) == DATA
    assert source.digest == digest


def test_another_file_than_announced_never_becomes_a_source(uploader: Uploader) -> None:
    upload = uploader.create(size=len(DATA)).json()
    for number, part in enumerate(pieces(DATA, upload["part_bytes"]), 1):
        address = address_of(uploader, upload["id"], number, part)
        asking.put(address["url"], content=part, headers=address["headers"])
    answer = uploader.complete(upload["id"], digest="0" * 64)
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong-digest")
    assert not Source.objects.exists()
