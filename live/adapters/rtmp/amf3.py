"""Reading AMF3, which some encoders use for commands (Adobe, "Action Message Format — AMF 3")."""

import struct
from typing import Any

from live.adapters.rtmp.errors import ProtocolError

MOST_DEPTH = 16
MOST_ITEMS = 10_000


def decode_one(data: bytes, at: int) -> tuple[Any, int]:
    """The value at offset `at`, and the offset behind it. Raises `ProtocolError`."""
    reader = _Reader(data, at)
    return reader.value(0), reader.at


class _Reader:
    def __init__(self, data: bytes, at: int) -> None:
        self.data = data
        self.at = at
        self.items = 0
        self.strings: list[str] = []
        self.objects: list[Any] = []
        self.traits: list[tuple[tuple[str, ...], bool]] = []

    def take(self, size: int) -> bytes:
        piece = self.data[self.at : self.at + size]
        if len(piece) < size:
            raise ProtocolError("an AMF3 value is cut off")
        self.at += size
        return piece

    def u29(self) -> int:
        result = 0
        for _ in range(3):
            byte = self.take(1)[0]
            result = result << 7 | byte & 0x7F
            if byte < 0x80:
                return result
        return result << 8 | self.take(1)[0]

    def string(self) -> str:
        head = self.u29()
        if not head & 1:
            return str(_known(self.strings, head >> 1))
        text = self.take(head >> 1).decode(errors="replace")
        if text:
            self.strings.append(text)
        return text

    def value(self, depth: int) -> Any:  # noqa: PLR0911, C901  (one line a type of the format)
        self.items += 1
        if depth > MOST_DEPTH or self.items > MOST_ITEMS:
            raise ProtocolError("an AMF3 value is too deep or too large")
        marker = self.take(1)[0]
        match marker:
            case 0 | 1:
                return None
            case 2 | 3:
                return marker == 3
            case 4:
                number = self.u29()
                return number - (1 << 29) if number >= 1 << 28 else number
            case 5:
                return struct.unpack(">d", self.take(8))[0]
            case 6:
                return self.string()
            case 8:
                return self.date()
            case 9:
                return self.array(depth)
            case 10:
                return self.object(depth)
            case 7 | 11 | 12:
                return self.bytes_()
            case _:
                raise ProtocolError(f"AMF3 type {marker} is not taken")

    def date(self) -> Any:
        head = self.u29()
        if not head & 1:
            return _known(self.objects, head >> 1)
        seconds = struct.unpack(">d", self.take(8))[0] / 1000
        self.objects.append(seconds)
        return seconds

    def bytes_(self) -> Any:
        head = self.u29()
        if not head & 1:
            return _known(self.objects, head >> 1)
        found = self.take(head >> 1)
        self.objects.append(found)
        return found

    def array(self, depth: int) -> Any:
        head = self.u29()
        if not head & 1:
            return _known(self.objects, head >> 1)
        count = head >> 1
        if count > MOST_ITEMS:
            raise ProtocolError("an AMF3 array is too large")
        named: dict[str, Any] = {}
        dense: list[Any] = []
        place = len(self.objects)
        self.objects.append(dense)
        while name := self.string():
            named[name] = self.value(depth + 1)
        dense += [self.value(depth + 1) for _ in range(count)]
        if not named:
            return dense
        found = {**named, **{str(n): each for n, each in enumerate(dense)}}
        self.objects[place] = found
        return found

    def object(self, depth: int) -> Any:
        head = self.u29()
        if not head & 1:
            return _known(self.objects, head >> 1)
        names, dynamic = self.trait(head)
        found: dict[str, Any] = {}
        self.objects.append(found)
        for name in names:
            found[name] = self.value(depth + 1)
        if dynamic:
            while name := self.string():
                found[name] = self.value(depth + 1)
        return found

    def trait(self, head: int) -> tuple[tuple[str, ...], bool]:
        if not head & 2:
            found: tuple[tuple[str, ...], bool] = _known(self.traits, head >> 2)
            return found
        if head & 4:
            raise ProtocolError("AMF3 objects with an encoding of their own are not taken")
        count = head >> 4
        if count > MOST_ITEMS:
            raise ProtocolError("an AMF3 object has too many members")
        self.string()  # the class's name
        new = tuple(self.string() for _ in range(count)), bool(head & 8)
        self.traits.append(new)
        return new


def _known(table: list[Any], index: int) -> Any:
    if index >= len(table):
        raise ProtocolError("an AMF3 reference to nothing")
    return table[index]
