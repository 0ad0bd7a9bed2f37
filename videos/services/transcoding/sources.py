"""The source as a local file, wherever it is stored."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from core.adapters.object_store import ObjectMissing, object_store
from videos.models import Source


class NoRoom(Exception):  # noqa: N818  (a state of this machine, not of the work)
    """This machine's scratch disk cannot take the file now."""


@contextmanager
def local_source(source: Source) -> Iterator[Path]:
    """Yield a path to the source. On a disk store it is the stored file itself; else a cached copy.

    Raises `core.adapters.object_store.ObjectMissing`, and `NoRoom` when the copy would fill the disk.
    """
    store = object_store()
    path = store.local_path(source.storage_key)
    if path is not None:
        if not path.is_file():
            raise ObjectMissing(source.storage_key)
        yield path
        return
    yield _cached(source)


def _cached(source: Source) -> Path:
    """One copy per machine, shared by its workers; the sweeper removes those not touched for an hour."""
    folder = Path(settings.SCRATCH_DIR) / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{source.pk}-{source.storage_key.rsplit('/', 1)[-1]}"
    if not target.exists():
        if free_bytes() < source.size_bytes + settings.SCRATCH_LEAST_FREE_BYTES:
            raise NoRoom(f"no room for a copy of the source ({source.size_bytes} bytes)")
        partial = target.with_name(f"{target.name}.{uuid.uuid4().hex}.partial")
        try:
            object_store().fetch(source.storage_key, partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    target.touch()
    return target


def free_bytes() -> int:
    """Room left where workers write."""
    scratch = Path(settings.SCRATCH_DIR)
    scratch.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(scratch).free


def room_is_short() -> bool:
    """Whether this machine should not begin anything that writes."""
    return bool(free_bytes() < settings.SCRATCH_LEAST_FREE_BYTES)
