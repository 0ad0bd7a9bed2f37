"""Reading a part from a stream once: exactly its length, with its digest, never all of it in memory."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from core.adapters.object_store.base import BLOCK_BYTES, PartRefused


def copy_part(body: BinaryIO, target: BinaryIO, *, size_bytes: int, sha256: str | None) -> str:
    """Copy `body` to `target` and return the hex SHA-256 of what was copied.

    Raises `PartRefused` when it is longer or shorter than `size_bytes` or has another digest.
    """
    digest, written = hashlib.sha256(), 0
    while block := body.read(BLOCK_BYTES):
        written += len(block)
        if written > size_bytes:
            raise PartRefused("longer than announced")
        digest.update(block)
        target.write(block)
    if written != size_bytes:
        raise PartRefused(f"{written} bytes of {size_bytes}")
    found = digest.hexdigest()
    if sha256 and sha256.lower() != found:
        raise PartRefused("another digest")
    return found


@contextmanager
def checked_part(
    body: BinaryIO, *, size_bytes: int, sha256: str | None
) -> Iterator[tuple[BinaryIO, str]]:
    """A seekable copy of a part that is what was announced, and its digest, for stores that send it on.

    Raises `PartRefused` as `copy_part` does, before the store has seen a byte.
    """
    with tempfile.TemporaryFile() as copy:
        found = copy_part(body, copy, size_bytes=size_bytes, sha256=sha256)
        copy.seek(0)
        yield copy, found
