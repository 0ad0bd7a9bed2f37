"""The protocol every store fulfils. Keys are relative, `/`-separated, and chosen by us, never by a client."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

BLOCK_BYTES = 1024 * 1024
SAFE_KEY = re.compile(r"[A-Za-z0-9._@-]+(?:/[A-Za-z0-9._@-]+)*/?")


class ObjectMissing(Exception):  # noqa: N818
    """No object or open upload lies there."""


class PartRefused(Exception):  # noqa: N818
    """Bytes, of a part or of the whole, are not the ones that were announced."""


class StoreFailed(Exception):  # noqa: N818
    """The store did not do it. `retryable` says whether trying again later can help."""

    def __init__(self, reason: str, *, retryable: bool) -> None:
        super().__init__(reason)
        self.retryable = retryable


DigestKind = Literal["sha256", "crc32c"]


@dataclass(frozen=True)
class PartInfo:
    """A part that has arrived. `etag` is the store's own mark of it; `sha256` and `crc32c` (hex) are its digests, as far as the store knows them."""

    number: int
    size_bytes: int
    etag: str
    sha256: str = ""
    crc32c: str = ""


@dataclass(frozen=True)
class ObjectInfo:
    """A stored object. `parts_digest` is the hex SHA-256 over its parts' raw SHA-256 digests, where the store kept it."""

    size_bytes: int
    parts_digest: str = ""


@dataclass(frozen=True)
class PresignedPart:
    """Where a browser may PUT one part directly, and with which headers."""

    number: int
    url: str
    headers: dict[str, str]


def checked_key(key: str) -> str:
    """`key` itself. Raises ValueError for one that could leave the store's root.

    Keys are ours, yet a traversal would be the whole disk or bucket: stores check every time.
    """
    if not SAFE_KEY.fullmatch(key) or ".." in key.split("/"):
        raise ValueError(f"not a storage key: {key!r}")
    return key


def checked_prefix(prefix: str) -> str:
    """`prefix` itself. Raises ValueError unless it is a key that ends with `/`."""
    if not prefix.endswith("/"):
        raise ValueError("a prefix ends with /")
    return checked_key(prefix)


class ObjectStore(Protocol):
    """Objects and multipart uploads. Numbers of parts start at 1; sizes are bytes.

    Every method may raise `StoreFailed` when the store cannot be reached or does not allow it.
    """

    direct_uploads: bool
    """Whether clients send parts straight to presigned URLs instead of through us."""

    digest_kind: DigestKind
    """By which digest the store itself can check a part."""

    needs_digests: bool
    """Whether a part's digest must be known before it is sent (only when `direct_uploads`)."""

    smallest_part_bytes: int
    """What every part but the last must have at least."""

    def put_file(self, key: str, source: Path, *, content_type: str) -> None:
        """Store a local file at `key`, replacing what lies there, atomically."""

    def put_bytes(self, key: str, data: bytes, *, content_type: str) -> None:
        """Store `data` at `key`, replacing what lies there, atomically."""

    def read(self, key: str) -> bytes:
        """The whole (small) object. Raises `ObjectMissing`."""

    def size(self, key: str) -> int:
        """Its size in bytes. Raises `ObjectMissing`."""

    def describe(self, key: str) -> ObjectInfo:
        """What the store knows about the object. Raises `ObjectMissing`."""

    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Stream `length` bytes from `start`. Raises `ObjectMissing`."""

    def local_path(self, key: str) -> Path | None:
        """The object's path when it lies on this machine's disk, else None."""

    def fetch(self, key: str, target: Path) -> None:
        """Copy the object to a local file (hard link where possible). Raises `ObjectMissing`."""

    def delete(self, key: str) -> None:
        """Remove the object; one that is not there is fine."""

    def delete_prefix(self, prefix: str) -> int:
        """Remove everything whose key starts with `prefix` (ends with `/`); how many went."""

    def list_prefix(self, prefix: str) -> Iterator[str]:
        """Every key that starts with `prefix` (ends with `/`), in order."""

    def list_folders(self, prefix: str) -> Iterator[str]:
        """The next level below `prefix` (ends with `/`): prefixes that end with `/`."""

    def clear_temporary(self, *, older_than_s: float) -> int:
        """Remove what writers that died left half written; how many files went."""

    def presign_get(self, key: str, *, expires_s: int) -> str | None:
        """A URL that serves the object directly for a while; None when only we can serve it."""

    def presign_download(self, key: str, *, filename: str, expires_s: int) -> str | None:
        """The same, but browsers save it as `filename` instead of showing it."""

    def free_bytes(self) -> int | None:
        """Room that is left; None where there is no telling."""

    def create_multipart(self, key: str, *, content_type: str) -> str:
        """Begin a multipart upload; returns the store's upload id."""

    def presign_part(
        self, key: str, upload_id: str, number: int, *, size_bytes: int, digest: str | None
    ) -> PresignedPart:
        """Where the browser sends one part of exactly that size (only when `direct_uploads`).

        With `digest` (hex, of `digest_kind`) the store takes no other bytes.
        """

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
        """Store one part from a stream without holding it in memory; again replaces it.

        `offset` is where it begins in the whole, `sha256` (hex) what its bytes should be. Raises
        `PartRefused` for other bytes or another length, `ObjectMissing` for an upload that is gone.
        """

    def list_parts(self, key: str, upload_id: str) -> Sequence[PartInfo]:
        """The parts that have arrived, by number; none of an upload that is gone."""

    def complete_multipart(self, key: str, upload_id: str, parts: Sequence[PartInfo]) -> None:
        """Join `parts` into the object at `key`. Doing it again after success is fine.

        Raises `PartRefused` when a part is not the one that `list_parts` told of, `ObjectMissing` when
        neither the upload nor the object is there.
        """

    def abort_multipart(self, key: str, upload_id: str) -> None:
        """Drop the parts; an upload that is gone is fine."""
