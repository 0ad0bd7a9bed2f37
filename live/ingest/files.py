"""Where an ingest node puts a session's files: the object store, from threads that do not hold it up."""

import asyncio

from core.adapters.object_store import ObjectMissing, object_store
from videos.services.media_types import media_type


class StoredFiles:
    """See the module."""

    async def save(self, key: str, data: bytes) -> None:
        """Store one file."""
        store = object_store()
        await asyncio.to_thread(store.put_bytes, key, data, content_type=media_type(key))

    async def drop(self, key: str) -> None:
        """Remove one file."""
        await asyncio.to_thread(object_store().delete, key)

    async def read(self, key: str) -> bytes | None:
        """One file, or None."""
        try:
            return await asyncio.to_thread(object_store().read, key)
        except ObjectMissing:
            return None

    async def clear(self, folder: str) -> None:
        """Remove everything in a folder, which ends with `/`."""
        await asyncio.to_thread(object_store().delete_prefix, folder)
