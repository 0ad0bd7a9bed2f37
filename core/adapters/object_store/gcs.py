"""Objects in a Google Cloud Storage bucket. A part is an object of its own; joining composes them, 32 at a time.

Browsers can send parts in parallel that way, each to a signed address. Parts of an upload lie under
`.parts/<upload id>/` beside a mark that says the upload is open.
"""

import uuid
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Self

from django.utils.http import content_disposition_header
from google.cloud.storage import Blob, Bucket

from core.adapters.object_store.base import (
    BLOCK_BYTES,
    DigestKind,
    ObjectInfo,
    ObjectMissing,
    PartInfo,
    PartRefused,
    PresignedPart,
    checked_key,
    checked_prefix,
)
from core.adapters.object_store.gcs_client import Signer, gcs_errors, make_bucket, make_signer
from core.adapters.object_store.streams import checked_part

PART_URL_AGE_S = 3600
MOST_COMPOSED = 32
TIMEOUT_S = 60


class GCSStore:
    """One bucket."""

    direct_uploads = True
    digest_kind: DigestKind = "crc32c"
    needs_digests = False
    smallest_part_bytes = 1

    def __init__(self, *, bucket: Bucket, signer: Signer) -> None:
        self.bucket = bucket
        self.signer = signer

    @classmethod
    def from_settings(cls) -> Self:
        """The bucket that the `GCS_…` settings name."""
        return cls(bucket=make_bucket(), signer=make_signer())

    def put_file(self, key: str, source: Path, *, content_type: str) -> None:
        with gcs_errors(key):
            self._blob(key).upload_from_filename(
                str(source), content_type=content_type, timeout=TIMEOUT_S
            )

    def put_bytes(self, key: str, data: bytes, *, content_type: str) -> None:
        with gcs_errors(key):
            self._blob(key).upload_from_string(data, content_type=content_type, timeout=TIMEOUT_S)

    def read(self, key: str) -> bytes:
        with gcs_errors(key):
            data: bytes = self._blob(key).download_as_bytes(timeout=TIMEOUT_S)
        return data

    def size(self, key: str) -> int:
        return self.describe(key).size_bytes

    def describe(self, key: str) -> ObjectInfo:
        blob = self._blob(key)
        with gcs_errors(key):
            blob.reload(timeout=TIMEOUT_S)
        return ObjectInfo(int(blob.size))

    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]:
        end = min(start + length, self.size(key))

        def blocks() -> Iterator[bytes]:
            blob = self._blob(key)
            for first in range(start, end, BLOCK_BYTES):
                last = min(first + BLOCK_BYTES, end) - 1
                with gcs_errors(key):
                    yield blob.download_as_bytes(start=first, end=last, timeout=TIMEOUT_S)

        return blocks()

    def local_path(self, key: str) -> Path | None:
        return None

    def fetch(self, key: str, target: Path) -> None:
        with gcs_errors(key):
            self._blob(key).download_to_filename(str(target), timeout=TIMEOUT_S)

    def delete(self, key: str) -> None:
        self._delete([self._blob(key)])

    def delete_prefix(self, prefix: str) -> int:
        return self._delete(list(self._list(checked_prefix(prefix))))

    def list_prefix(self, prefix: str) -> Iterator[str]:
        yield from (blob.name for blob in self._list(checked_prefix(prefix)))

    def list_folders(self, prefix: str) -> Iterator[str]:
        with gcs_errors(prefix):
            found = self.bucket.list_blobs(
                prefix=checked_prefix(prefix), delimiter="/", timeout=TIMEOUT_S
            )
            for page in found.pages:
                yield from sorted(page.prefixes)

    def clear_temporary(self, *, older_than_s: float) -> int:
        return 0  # GCS shows an object whole or not at all

    def presign_get(self, key: str, *, expires_s: int) -> str | None:
        return self.signer.url(self._blob(key), method="GET", expires_s=expires_s)

    def presign_download(self, key: str, *, filename: str, expires_s: int) -> str | None:
        return self.signer.url(
            self._blob(key),
            method="GET",
            expires_s=expires_s,
            disposition=str(content_disposition_header(True, filename)),
        )

    def free_bytes(self) -> int | None:
        return None

    def create_multipart(self, key: str, *, content_type: str) -> str:
        checked_key(key)
        upload_id = uuid.uuid4().hex
        # The mark carries the type; composing gives it to the whole.
        self.put_bytes(self._mark(upload_id), content_type.encode(), content_type="text/plain")
        return upload_id

    def presign_part(
        self, key: str, upload_id: str, number: int, *, size_bytes: int, digest: str | None
    ) -> PresignedPart:
        # Both are signed: GCS takes bytes of this length and digest from the holder, and no others.
        headers = {"x-goog-content-length-range": f"{size_bytes},{size_bytes}"}
        if digest:
            headers["x-goog-hash"] = f"crc32c={b64encode(bytes.fromhex(digest)).decode()}"
        url = self.signer.url(
            self._blob(self._part(upload_id, number)),
            method="PUT",
            expires_s=PART_URL_AGE_S,
            headers=headers,
        )
        return PresignedPart(number, url, headers)

    def put_part(
        self,
        key: str,
        upload_id: str,
        number: int,
        body: BinaryIO,
        *,
        size_bytes: int,
        offset: int,
        sha256: str | None,
    ) -> PartInfo:
        self.size(self._mark(upload_id))
        blob = self._blob(self._part(upload_id, number))
        with (
            checked_part(body, size_bytes=size_bytes, sha256=sha256) as (copy, digest),
            gcs_errors(key),
        ):
            blob.upload_from_file(copy, size=size_bytes, checksum="crc32c", timeout=TIMEOUT_S)
        return PartInfo(number, size_bytes, str(blob.generation), digest)

    def list_parts(self, key: str, upload_id: str) -> Sequence[PartInfo]:
        return [
            PartInfo(
                int(blob.name.rpartition("/")[2]),
                int(blob.size),
                str(blob.generation),
                crc32c=b64decode(blob.crc32c or "").hex(),
            )
            for blob in self._list(f"{self._folder(upload_id)}part/")
        ]

    def complete_multipart(self, key: str, upload_id: str, parts: Sequence[PartInfo]) -> None:
        try:
            content_type = self.read(self._mark(upload_id)).decode()
        except ObjectMissing:
            self.size(key)  # joined before, else missing
            return
        there = {(p.number, p.size_bytes, p.etag) for p in self.list_parts(key, upload_id)}
        if not parts or not {(p.number, p.size_bytes, p.etag) for p in parts} <= there:
            raise PartRefused("a part has changed meanwhile")
        names = [self._part(upload_id, part.number) for part in parts]
        depth = 0
        while len(names) > MOST_COMPOSED:
            depth += 1
            groups = [names[n : n + MOST_COMPOSED] for n in range(0, len(names), MOST_COMPOSED)]
            joined = [
                f"{self._folder(upload_id)}join/{depth}-{n:06d}" for n, _group in enumerate(groups)
            ]
            for name, group in zip(joined, groups, strict=True):
                self._compose(name, group, "application/octet-stream")
            names = joined
        # The whole appears at once with the last step; until then nothing lies at `key`.
        self._compose(key, names, content_type)
        self.abort_multipart(key, upload_id)

    def abort_multipart(self, key: str, upload_id: str) -> None:
        # The mark goes last: while it is there, somebody can still find what is left.
        folder = self._folder(upload_id)
        self.delete_prefix(f"{folder}part/")
        self.delete_prefix(f"{folder}join/")
        self.delete(self._mark(upload_id))

    def _compose(self, name: str, sources: list[str], content_type: str) -> None:
        blob = self._blob(name)
        blob.content_type = content_type
        with gcs_errors(name):
            blob.compose([self.bucket.blob(source) for source in sources], timeout=TIMEOUT_S)

    def _delete(self, blobs: list[Blob]) -> int:
        gone = 0
        for first in range(0, len(blobs), 100):
            missing: list[Any] = []
            group = blobs[first : first + 100]
            with gcs_errors(group[0].name):
                self.bucket.delete_blobs(group, on_error=missing.append, timeout=TIMEOUT_S)
            gone += len(group) - len(missing)
        return gone

    def _list(self, prefix: str) -> Iterator[Blob]:
        with gcs_errors(prefix):
            yield from self.bucket.list_blobs(prefix=prefix, timeout=TIMEOUT_S)

    def _blob(self, key: str) -> Blob:
        return self.bucket.blob(checked_key(key))

    def _folder(self, upload_id: str) -> str:
        return f".parts/{uuid.UUID(upload_id).hex}/"

    def _mark(self, upload_id: str) -> str:
        return f"{self._folder(upload_id)}open"

    def _part(self, upload_id: str, number: int) -> str:
        return f"{self._folder(upload_id)}part/{number:06d}"
