"""Objects as files under MEDIA_ROOT. Writes are atomic: a temp file beside the target, then rename."""

import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

from django.conf import settings

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
from core.adapters.object_store.streams import copy_part

WHOLE = "whole"
JOINED = "joined"


class DiskStore:
    """The local disk. Parts of an upload lie in `.parts/<upload id>/` until they are joined."""

    direct_uploads = False
    digest_kind: DigestKind = "sha256"
    needs_digests = False
    smallest_part_bytes = 1

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

    def describe(self, key: str) -> ObjectInfo:
        return ObjectInfo(self.size(key))

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
        folder = self.root / checked_prefix(prefix)
        count = sum(len(names) for _, _, names in os.walk(folder))
        shutil.rmtree(folder, ignore_errors=True)
        self._prune(folder.parent)
        return count

    def list_prefix(self, prefix: str) -> Iterator[str]:
        folder = self.root / checked_prefix(prefix)
        # `os.walk` passes over a folder that is removed meanwhile; `rglob` does not.
        found = (Path(place, name) for place, _, names in os.walk(folder) for name in names)
        keys = (p.relative_to(self.root).as_posix() for p in found if p.suffix != ".staged")
        yield from sorted(keys)

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

    def presign_download(self, key: str, *, filename: str, expires_s: int) -> str | None:
        return None

    def free_bytes(self) -> int | None:
        self.root.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.root).free

    def create_multipart(self, key: str, *, content_type: str) -> str:
        self._path(key)
        upload_id = uuid.uuid4().hex
        self._parts(upload_id).mkdir(parents=True)
        return upload_id

    def presign_part(
        self, key: str, upload_id: str, number: int, *, size_bytes: int, digest: str | None
    ) -> PresignedPart:
        raise TypeError("parts go through the web process on a disk store")

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
        # Parts are written side by side, but never while they are being joined; the same part sent
        # twice at once is written one after the other.
        with (
            self._locked(folder, "all", fcntl.LOCK_SH),
            self._locked(folder, f"{number:06d}", fcntl.LOCK_EX),
        ):
            if (folder / JOINED).exists():
                raise ObjectMissing(upload_id)
            for mark in folder.glob(f"{number:06d}-*-*"):
                mark.unlink()
            handle = os.open(folder / WHOLE, os.O_WRONLY | os.O_CREAT, 0o640)
            with os.fdopen(handle, "wb") as file:
                file.seek(offset)
                digest = copy_part(body, file, size_bytes=size_bytes, sha256=sha256)
            # Only this mark says that the part is there; it comes after the bytes.
            (folder / f"{number:06d}-{size_bytes}-{digest}").touch()
        return PartInfo(number, size_bytes, digest, digest)

    def list_parts(self, key: str, upload_id: str) -> Sequence[PartInfo]:
        marks = sorted(path.name.split("-") for path in self._parts(upload_id).glob("*-*-*"))
        return [PartInfo(int(number), int(size), digest, digest) for number, size, digest in marks]

    def complete_multipart(self, key: str, upload_id: str, parts: Sequence[PartInfo]) -> None:
        target, folder = self._target(key), self._parts(upload_id)
        try:
            with self._locked(folder, "all", fcntl.LOCK_EX):
                if list(self.list_parts(key, upload_id)) != list(parts):
                    raise PartRefused("a part has changed meanwhile")
                # From here on no part is written any more, even if we are killed after the rename.
                (folder / JOINED).touch()
                # Parts were written where they belong: joining them is a rename, whatever the size.
                (folder / WHOLE).replace(target)
        except ObjectMissing:
            if not target.exists():
                raise
        shutil.rmtree(folder, ignore_errors=True)

    def abort_multipart(self, key: str, upload_id: str) -> None:
        shutil.rmtree(self._parts(upload_id), ignore_errors=True)

    @contextmanager
    def _locked(self, folder: Path, name: str, how: int) -> Iterator[None]:
        """Hold a lock file in an upload's folder. Raises `ObjectMissing` when the upload is gone."""
        try:
            with (folder / f"{name}.lock").open("w") as lock:
                fcntl.flock(lock, how)
                if not folder.is_dir():  # joined or dropped while we waited
                    raise ObjectMissing(folder.name)
                yield
        except FileNotFoundError as error:
            raise ObjectMissing(folder.name) from error

    def _path(self, key: str) -> Path:
        return self.root / checked_key(key)

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
