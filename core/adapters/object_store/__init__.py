"""Where big files lie: one small protocol over disk, S3 and GCS."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from core.adapters.object_store.base import (
    ObjectMissing,
    ObjectStore,
    PartInfo,
    PartRefused,
    PresignedPart,
)

__all__ = [
    "ObjectMissing",
    "ObjectStore",
    "PartInfo",
    "PartRefused",
    "PresignedPart",
    "object_store",
]

BACKENDS = {
    "disk": "core.adapters.object_store.disk.DiskStore",
    "s3": "core.adapters.object_store.s3.S3Store",
    "gcs": "core.adapters.object_store.gcs.GCSStore",
}


def object_store() -> ObjectStore:
    """The store that the settings choose (`STORAGE_BACKEND`)."""
    return _store(settings.STORAGE_BACKEND, str(settings.MEDIA_ROOT))


@cache
def _store(backend: str, root: str) -> ObjectStore:
    store: ObjectStore = import_string(BACKENDS[backend]).from_settings()
    return store
