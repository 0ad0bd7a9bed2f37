"""Files of an ingest node in memory."""


class Shelf:
    """A folder's files; a test that has a recording expects it never to be cleared."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    async def save(self, key: str, data: bytes) -> None:
        self.files[key] = data

    async def drop(self, key: str) -> None:
        self.files.pop(key, None)

    async def read(self, key: str) -> bytes | None:
        return self.files.get(key)

    async def clear(self, folder: str) -> None:
        raise AssertionError("a recording is not cleared")
