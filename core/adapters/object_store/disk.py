"""Objects as files under MEDIA_ROOT. Writes are atomic: a temp file beside the target, then rename."""

import fcntl
import hashlib
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Self

from django.conf import settings

from core.adapters.object_store.base import (
    ObjectMissing,
    PartInfo,
    PartRefused,
    PresignedPart,
)

BLOCK_BYTES = 1024 * 1024
WHOLE = "whole"
SAFE_KEY = re.compile(r"^[A-Za-z0-9._@-]+(?:/[A-Za-z0-9._@-]+)*/?$")


class DiskStore:
    """The local disk. Parts of an upload lie in `.parts/<upload id>/` until they are joined."""

    direct_uploads = False

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def from_settings(cls) -> Self:
        """A store over `MEDIA_ROOT`."""
        return cls(Path(settings.MEDIA_ROOT))

    def put_file(self, key: str, source: Path, *, content_type: str) -> None:
        target = self._target(key)
        staged = self._staged(target)
        try:
            os.link(source, staged)
        except OSError:
            shutil.copyfile(source, staged)
        staged.replace(target)

    def put_bytes(self, key: str, data: bytes, *, content_type: str) -> None:
        target = self._target(key)
        staged = self._staged(target)
        staged.write_bytes(data)
        staged.replace(target)

    def read(self, key: str) -> bytes:
        return self._existing(key).read_bytes()

    def size(self, key: str) -> int:
        return self._existing(key).stat().st_size

    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]:
        path = self._existing(key)

        def blocks() -> Iterator[bytes]:
            left = length
            with path.open("rb") as file:
                file.seek(start)
                while left > 0 and (block := file.read(min(BLOCK_BYTES, left))):
                    left -= len(block)
                    yield block

        return blocks()

    def local_path(self, key: str) -> Path | None:
        return self._path(key)

    def fetch(self, key: str, target: Path) -> None:
        source = self._existing(key)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)

    def delete(self, key: str) -> None:
        path = self._path(key)
        path.unlink(missing_ok=True)
        self._prune(path.parent)

    def delete_prefix(self, prefix: str) -> int:
        if not prefix.endswith("/"):
            raise ValueError("a prefix ends with /")
        folder = self._path(prefix)
        count = sum(1 for path in folder.rglob("*") if path.is_file())
        shutil.rmtree(folder, ignore_errors=True)
        self._prune(folder.parent)
        return count

    def list_prefix(self, prefix: str) -> Iterator[str]:
        for path in sorted(self._path(prefix).rglob("*")):
            if path.is_file() and not path.name.endswith(".staged"):
                yield path.relative_to(self.root).as_posix()

    def list_folders(self, prefix: str) -> Iterator[str]:
        folder = self._path(prefix)
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.is_dir():
                yield f"{path.relative_to(self.root).as_posix()}/"

    def clear_temporary(self, *, older_than_s: float) -> int:
        eldest, removed = time.time() - older_than_s, 0
        for path in self.root.rglob("*.staged"):
            try:
                if path.stat().st_mtime < eldest:
                    path.unlink()
                    removed += 1
            except FileNotFoundError:
                continue  # its writer has just finished
        return removed

    def presign_get(self, key: str, *, expires_s: int) -> str | None:
        return None

    def create_multipart(self, key: str, *, content_type: str) -> str:
        self._path(key)
        upload_id = uuid.uuid4().hex
        self._parts(upload_id).mkdir(parents=True)
        return upload_id

    def presign_part(
        self, key: str, upload_id: str, number: int, *, size_bytes: int
    ) -> PresignedPart:
        raise NotImplementedError("parts go through the web process on a disk store")

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
        folder = self._parts(upload_id)
        if not folder.is_dir():
            raise ObjectMissing(upload_id)
        with (folder / f"{number:06d}.lock").open("w") as lock:
            # The same part sent twice at once is written one after the other.
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._forget_part(folder, number)
            digest = self._write_part(folder / WHOLE, body, size_bytes, offset)
            if sha256 and sha256.lower() != digest:
                raise PartRefused(f"part {number} has another digest")
            # Only this mark says that the part is there; it comes after the bytes.
            (folder / f"{number:06d}-{size_bytes}-{digest}").touch()
        return PartInfo(number, size_bytes, digest)

    def list_parts(self, key: str, upload_id: str) -> Sequence[PartInfo]:
        marks = sorted(path.name.split("-") for path in self._parts(upload_id).glob("*-*-*"))
        return [PartInfo(int(number), int(size), digest) for number, size, digest in marks]

    def complete_multipart(self, key: str, upload_id: str, parts: Sequence[PartInfo]) -> None:
        target, folder = self._target(key), self._parts(upload_id)
        if not folder.is_dir() and target.exists():
            return
        # Parts were written where they belong: joining them is a rename, whatever the size.
        (folder / WHOLE).replace(target)
        shutil.rmtree(folder, ignore_errors=True)

    def abort_multipart(self, key: str, upload_id: str) -> None:
        shutil.rmtree(self._parts(upload_id), ignore_errors=True)

    def _forget_part(self, folder: Path, number: int) -> None:
        for mark in folder.glob(f"{number:06d}-*-*"):
            mark.unlink(missing_ok=True)

    def _write_part(self, whole: Path, body: BinaryIO, size_bytes: int, offset: int) -> str:
        digest, written = hashlib.sha256(), 0
        handle = os.open(whole, os.O_WRONLY | os.O_CREAT, 0o640)
        with os.fdopen(handle, "wb") as file:
            file.seek(offset)
            while block := body.read(BLOCK_BYTES):
                written += len(block)
                if written > size_bytes:
                    raise PartRefused("longer than announced")
                digest.update(block)
                file.write(block)
        if written != size_bytes:
            raise PartRefused(f"{written} bytes of {size_bytes}")
        return digest.hexdigest()

    def _path(self, key: str) -> Path:
        # Keys are ours, yet a traversal here would be the whole disk: check every time.
        if not SAFE_KEY.match(key) or ".." in key.split("/"):
            raise ValueError(f"not a storage key: {key!r}")
        return self.root / key

    def _existing(self, key: str) -> Path:
        path = self._path(key)
        if not path.is_file():
            raise ObjectMissing(key)
        return path

    def _target(self, key: str) -> Path:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _staged(self, target: Path) -> Path:
        return target.with_name(f"{target.name}.{uuid.uuid4().hex}.staged")

    def _parts(self, upload_id: str) -> Path:
        return self.root / ".parts" / uuid.UUID(upload_id).hex

    def _prune(self, folder: Path) -> None:
        while folder != self.root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
