"""A creator who speaks the upload API, with parts small enough for tests."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import User
from tests.object_stores.fixtures import gcs, gcs_server, s3, s3_server

__all__ = ["gcs", "gcs_server", "s3", "s3_server"]

PART = 64 * 1024
DATA = bytes(range(256)) * 600  # 153,600 bytes: three parts, the last one short


def pieces(data: bytes = DATA, part: int = PART) -> list[bytes]:
    return [data[n : n + part] for n in range(0, len(data), part)]


def digest_of(parts: list[bytes]) -> str:
    """What a client sends as the whole's digest."""
    return sha256(b"".join(sha256(each).digest() for each in parts)).hexdigest()


class Uploader:
    """Somebody who calls the API."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def create(self, **fields: Any) -> Any:
        body = {"name": "My film.mp4", "size": len(DATA), "type": "video/mp4"} | fields
        return self.client.post("/api/v1/uploads", body, content_type="application/json")

    def put(self, upload: str, number: Any, data: bytes, **headers: str) -> Any:
        return self.client.put(
            f"/api/v1/uploads/{upload}/parts/{number}",
            data,
            content_type="application/octet-stream",
            headers=headers,
        )

    def complete(self, upload: str, **body: Any) -> Any:
        return self.client.post(
            f"/api/v1/uploads/{upload}/complete", body, content_type="application/json"
        )

    def show(self, upload: str) -> Any:
        return self.client.get(f"/api/v1/uploads/{upload}")

    def abort(self, upload: str) -> Any:
        return self.client.delete(f"/api/v1/uploads/{upload}")

    def sent(self, **fields: Any) -> str:
        """The id of an upload whose parts have all arrived."""
        upload: str = self.create(**fields).json()["id"]
        for number, data in enumerate(pieces(), 1):
            assert self.put(upload, number, data).status_code == 200
        return upload


@pytest.fixture
def _small_parts(settings: LazySettings) -> None:
    settings.UPLOAD_PART_BYTES = PART


@pytest.fixture
def uploader(_small_parts: None, sign_in: Callable[[User], Client], creator: User) -> Uploader:
    """The creator."""
    return Uploader(sign_in(creator))


@pytest.fixture
def other_uploader(sign_in: Callable[[User], Client], stranger: User) -> Uploader:
    """Somebody else."""
    return Uploader(sign_in(stranger))
