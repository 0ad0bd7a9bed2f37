"""The source as a local file, wherever it is stored."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from core.adapters.object_store import ObjectMissing, object_store
from videos.models import Source


@contextmanager
def local_source(source: Source) -> Iterator[Path]:
    """Yield a path to the source. On a disk store it is the stored file itself; else a cached copy.

    Raises `core.adapters.object_store.ObjectMissing`.
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
