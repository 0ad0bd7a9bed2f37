"""AMF0, the encoding of RTMP's commands and of stream metadata (Adobe, "Action Message Format — AMF 0").

Numbers are floats, objects and ECMA arrays are dicts, strict arrays lists, undefined is None, dates are seconds since 1970.
"""

import struct
from typing import Any

from live.adapters.rtmp import amf3
from live.adapters.rtmp.errors import ProtocolError

MOST_DEPTH = 16
MOST_ITEMS = 10_000
_NUMBER = struct.Struct(">d")


def encode(*values: Any) -> bytes:
    """The values one after another."""
    out = bytearray()
    for value in values:
        _write(out, value)
    return bytes(out)


def decode(data: bytes) -> list[Any]:
    """Every value in `data`. Raises `ProtocolError` for what is no AMF0, and past limits of depth and size."""
    reader = _Reader(data)
    values = []
    while reader.at < len(data):
        values.append(reader.value(0))
    return values


def _write(out: bytearray, value: Any) -> None:
    match value:
        case None:
            out.append(5)
        case bool():
            out += bytes((1, value))
        case int() | float():
            out.append(0)
            out += _NUMBER.pack(value)
        case str():
            data = value.encode()
            out += struct.pack(
                ">BH" if len(data) < 65536 else ">BI", 2 if len(data) < 65536 else 12, len(data)
            )
            out += data
        case dict():
            out.append(3)
            for name, each in value.items():
                key = str(name).encode()
                out += struct.pack(">H", len(key)) + key
                _write(out, each)
            out += b"\x00\x00\x09"
        case list() | tuple():
            out += struct.pack(">BI", 10, len(value))
            for each in value:
                _write(out, each)
        case _:
            raise TypeError(f"AMF0 has no {type(value).__name__}")


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.items = 0
        self.seen: list[Any] = []

    def take(self, size: int) -> bytes:
        piece = self.data[self.at : self.at + size]
        if len(piece) < size:
            raise ProtocolError("an AMF0 value is cut off")
        self.at += size
        return piece

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def text(self, size: int) -> str:
        return self.take(size).decode(errors="replace")

    def value(self, depth: int) -> Any:  # noqa: PLR0911, PLR0912, C901  (one line a type of the format)
        self.items += 1
        if depth > MOST_DEPTH or self.items > MOST_ITEMS:
            raise ProtocolError("an AMF0 value is too deep or too large")
        marker = self.number(1)
        match marker:
            case 0:
                return _NUMBER.unpack(self.take(8))[0]
            case 1:
                return bool(self.number(1))
            case 2:
                return self.text(self.number(2))
            case 3:
                return self.members(depth, {})
            case 5 | 6 | 13:
                return None
            case 7:
                return self.reference()
            case 8:
                self.number(4)  # a hint at the size, which encoders get wrong
                return self.members(depth, {})
            case 10:
                return self.array(depth)
            case 11:
                milliseconds = _NUMBER.unpack(self.take(8))[0]
                self.take(2)
                return milliseconds / 1000
            case 12 | 15:
                return self.text(self.number(4))
            case 16:
                self.text(self.number(2))
                return self.members(depth, {})
            case 17:
                value, self.at = amf3.decode_one(self.data, self.at)
                return value
            case _:
                raise ProtocolError(f"AMF0 has no type {marker}")

    def reference(self) -> Any:
        index = self.number(2)
        if index >= len(self.seen):
            raise ProtocolError("an AMF0 reference to nothing")
        return self.seen[index]

    def array(self, depth: int) -> list[Any]:
        count = self.number(4)
        if count > MOST_ITEMS:
            raise ProtocolError("an AMF0 array is too large")
        found: list[Any] = []
        self.seen.append(found)
        found += [self.value(depth + 1) for _ in range(count)]
        return found

    def members(self, depth: int, found: dict[str, Any]) -> dict[str, Any]:
        self.seen.append(found)
        while True:
            size = self.number(2)
            if size == 0 and self.data[self.at : self.at + 1] == b"\x09":
                self.at += 1
                return found
            if size == 0 and self.at >= len(self.data):
                raise ProtocolError("an AMF0 object is cut off")
            name = self.text(size)
            found[name] = self.value(depth + 1)
