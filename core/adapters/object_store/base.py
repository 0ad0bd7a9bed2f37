"""The protocol every store fulfils. Keys are relative, `/`-separated, and chosen by us, never by a client."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol


class ObjectMissing(Exception):  # noqa: N818
    """No object lies at that key."""


class PartRefused(Exception):  # noqa: N818
    """A part's bytes are not the ones that were announced."""


@dataclass(frozen=True)
class PartInfo:
    """A part that has arrived. `etag` is the store's own digest of it."""

    number: int
    size_bytes: int
    etag: str


@dataclass(frozen=True)
class PresignedPart:
    """Where a browser may PUT one part directly, and with which headers."""

    number: int
    url: str
    headers: dict[str, str]


class ObjectStore(Protocol):
    """Objects and multipart uploads. Numbers of parts start at 1; sizes are bytes."""

    direct_uploads: bool
    """Whether clients send parts straight to presigned URLs instead of through us."""

    def put_file(self, key: str, source: Path, *, content_type: str) -> None:
        """Store a local file at `key`, replacing what lies there, atomically."""

    def put_bytes(self, key: str, data: bytes, *, content_type: str) -> None:
        """Store `data` at `key`, replacing what lies there, atomically."""

    def read(self, key: str) -> bytes:
        """The whole (small) object. Raises `ObjectMissing`."""

    def size(self, key: str) -> int:
        """Its size in bytes. Raises `ObjectMissing`."""

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
        """Every key that starts with `prefix`."""

    def list_folders(self, prefix: str) -> Iterator[str]:
        """The next level below `prefix` (ends with `/`): prefixes that end with `/`."""

    def clear_temporary(self, *, older_than_s: float) -> int:
        """Remove what writers that died left half written; how many files went."""

    def presign_get(self, key: str, *, expires_s: int) -> str | None:
        """A URL that serves the object directly for a while; None when only we can serve it."""

    def create_multipart(self, key: str, *, content_type: str) -> str:
        """Begin a multipart upload; returns the store's upload id."""

    def presign_part(
        self, key: str, upload_id: str, number: int, *, size_bytes: int
    ) -> PresignedPart:
        """Where the browser sends one part (only when `direct_uploads`)."""

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
        """The parts that have arrived, by number."""

    def complete_multipart(self, key: str, upload_id: str, parts: Sequence[PartInfo]) -> None:
        """Join the parts into the object at `key`. Doing it again after success is fine."""

    def abort_multipart(self, key: str, upload_id: str) -> None:
        """Drop the parts; an upload that is gone is fine."""
