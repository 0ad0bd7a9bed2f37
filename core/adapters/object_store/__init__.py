"""Where big files lie: one small protocol over disk, S3 and GCS."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from core.adapters.object_store.base import (
    DigestKind,
    ObjectInfo,
    ObjectMissing,
    ObjectStore,
    PartInfo,
    PartRefused,
    PresignedPart,
    StoreFailed,
)

__all__ = [
    "DigestKind",
    "ObjectInfo",
    "ObjectMissing",
    "ObjectStore",
    "PartInfo",
    "PartRefused",
    "PresignedPart",
    "StoreFailed",
    "object_store",
]

BACKENDS = {
    "disk": "core.adapters.object_store.disk.DiskStore",
    "s3": "core.adapters.object_store.s3.S3Store",
    "gcs": "core.adapters.object_store.gcs.GCSStore",
}

# The settings that make it another store.
PLACES = {
    "disk": ("MEDIA_ROOT",),
    "s3": ("S3_BUCKET", "S3_ENDPOINT_URL", "S3_CDN_DOMAIN"),
    "gcs": ("GCS_BUCKET", "GCS_ENDPOINT_URL"),
}


def object_store() -> ObjectStore:
    """The store that the settings choose (`STORAGE_BACKEND`)."""
    backend = settings.STORAGE_BACKEND
    return _store(backend, *(str(getattr(settings, name)) for name in PLACES[backend]))


@cache
def _store(backend: str, *place: str) -> ObjectStore:
    store: ObjectStore = import_string(BACKENDS[backend]).from_settings()
    return store
