"""What a publisher sends, byte by byte: headers of every type, long timestamps, both handshakes."""

import random
import struct
from typing import Any

from live.adapters.rtmp import amf0, handshake
from live.adapters.rtmp.chunks import EXTENDED, ChunkWriter, Message

COMMAND, DATA, AUDIO, VIDEO = 20, 18, 8, 9
NOISE = random.Random(1).randbytes(handshake.BLOCK)


def hello(scheme: int | None = None) -> bytes:
    """C0, C1 and C2; with a digest in scheme 0 or 1."""
    c1 = b"\0" * 8 + NOISE[8:] if scheme is None else handshake.client_block(NOISE, scheme)
    return b"\x03" + c1 + NOISE


def command(*values: Any, stream_id: int = 0) -> bytes:
    """One command in AMF0."""
    return ChunkWriter().write(Message(COMMAND, stream_id, 0, amf0.encode(*values)))


def opening(key: str = "key", app: str = "live", **connect: Any) -> bytes:
    """From connect to publish."""
    return b"".join(
        (
            command(
                "connect",
                1,
                {"app": app, "type": "nonprivate", "tcUrl": f"rtmp://host/{app}", **connect},
            ),
            command("releaseStream", 2, None, key),
            command("FCPublish", 3, None, key),
            command("createStream", 4, None),
            command("publish", 5, None, key, "live", stream_id=1),
        )
    )


def chunk_size(size: int) -> bytes:
    """Set Chunk Size."""
    return ChunkWriter().write(Message(1, 0, 0, struct.pack(">I", size)), chunk_stream=2)


def basic(shape: int, chunk_stream: int) -> bytes:
    """The basic header, in its shortest form."""
    if chunk_stream < 64:
        return bytes([shape << 6 | chunk_stream])
    if chunk_stream < 320:
        return bytes([shape << 6, chunk_stream - 64])
    return bytes([shape << 6 | 1]) + struct.pack("<H", chunk_stream - 64)


def full(
    chunk_stream: int,
    timestamp: int,
    kind: int,
    body: bytes,
    *,
    cut: int = 1 << 24,
    repeat: bool = True,
) -> bytes:
    """A message with a header of type 0, cut into chunks; `repeat`: the long timestamp stands in each."""
    long = struct.pack(">I", timestamp) if timestamp >= EXTENDED else b""
    head = min(timestamp, EXTENDED).to_bytes(3, "big") + len(body).to_bytes(3, "big")
    out = basic(0, chunk_stream) + head + bytes([kind]) + struct.pack("<I", 1) + long + body[:cut]
    for at in range(cut, len(body), cut):
        out += basic(3, chunk_stream) + (long if repeat else b"") + body[at : at + cut]
    return out


def delta(chunk_stream: int, step: int, body: bytes, kind: int | None = None) -> bytes:
    """A message with a header of type 1 (`kind` given) or 2, in one chunk."""
    long = struct.pack(">I", step) if step >= EXTENDED else b""
    out = basic(2 if kind is None else 1, chunk_stream) + min(step, EXTENDED).to_bytes(3, "big")
    if kind is not None:
        out += len(body).to_bytes(3, "big") + bytes([kind])
    return out + long + body


def same(chunk_stream: int, body: bytes) -> bytes:
    """A message with a header of type 3, in one chunk."""
    return basic(3, chunk_stream) + body
