"""RTMP's chunk streams: messages cut into pieces, interleaved, with headers that say only what changed (Adobe RTMP 1.0, 5.3).

Neither class does any I/O: bytes go in, messages come out, and the other way round.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from live.adapters.rtmp.errors import ProtocolError

SET_CHUNK_SIZE, ABORT = 1, 2
FIRST_CHUNK_SIZE = 128
EXTENDED = 0xFFFFFF
WRAP = 1 << 32
_FULL = 11
_HEADER_SIZES = (_FULL, 7, 3, 0)
_BEGINNING = struct.Struct(">IHB")  # time (3 bytes), length (3), kind
_LONG = struct.Struct(">I")


class Message(NamedTuple):
    """One whole message; `timestamp` in milliseconds, modulo 2**32."""

    kind: int
    stream_id: int
    timestamp: int
    body: bytes


@dataclass(frozen=True)
class Limits:
    """What one peer may make us keep."""

    message_bytes: int = 8 * 1024**2
    chunk_streams: int = 32
    pending_bytes: int = 16 * 1024**2


@dataclass(slots=True)
class _Stream:
    timestamp: int = 0
    delta: int = 0
    length: int = 0
    kind: int = 0
    stream_id: int = 0
    extended: bool = False
    started: bool = False
    body: bytearray = field(default_factory=bytearray)


class ChunkReader:
    """Puts messages together from whatever pieces the socket gives."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.chunk_size = FIRST_CHUNK_SIZE
        self.streams: dict[int, _Stream] = {}
        self.buffer = bytearray()
        self.pending = 0

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield each message that is whole now. Raises `ProtocolError`; the connection is of no use then."""
        self.buffer += data
        at = 0
        try:
            while (end := self._chunk(at)) is not None:
                at, message = end
                if message is not None:
                    yield message
        finally:
            del self.buffer[:at]

    def _chunk(self, at: int) -> tuple[int, Message | None] | None:
        """Read the chunk at `at`: the offset behind it and the message it ends; None when it is not whole."""
        place = self._place(at)
        if place is None:
            return None
        stream, size, start = place
        data, end = self.buffer, start + size
        moment, extended, length, kind = stream.delta, stream.extended, stream.length, stream.kind
        if size > 3:
            moment, low, kind = _BEGINNING.unpack_from(data, start)
            length, moment = (moment & 0xFF) << 16 | low, moment >> 8
            extended = moment == EXTENDED
        elif size:
            moment = int.from_bytes(data[start:end], "big")
            extended = moment == EXTENDED
        if extended:
            if end + 4 > len(data):
                return None
            (long,) = _LONG.unpack_from(data, end)
            # Some encoders leave the long timestamp out of the chunks that go on with a message.
            if size or long in {stream.delta, stream.timestamp}:
                end += 4
                moment = long if size else moment
        take = self._allowed(stream, begins=size > 0, length=length)
        if end + take > len(data):
            return None
        # The chunk is whole: only now is anything changed.
        if not stream.started:
            stream.started = True
            stream.delta, stream.extended = moment, extended
            stream.length, stream.kind = length, kind
            if size == _FULL:
                stream.timestamp = moment
                stream.stream_id = int.from_bytes(data[start + 7 : start + 11], "little")
            else:
                stream.timestamp = (stream.timestamp + moment) % WRAP
        return end + take, self._add(stream, data[end : end + take])

    def _place(self, at: int) -> tuple[_Stream, int, int] | None:
        """Whose chunk is at `at`, how long its message header is and where that begins; None when it is not whole."""
        data, have = self.buffer, len(self.buffer)
        if at >= have:
            return None
        number, size = data[at] & 0x3F, _HEADER_SIZES[data[at] >> 6]
        start = at + 1 if number > 1 else at + 2 + number
        if start + size > have:
            return None
        if number < 2:
            number = 64 + data[at + 1] + (data[at + 2] << 8 if number else 0)
        return self.streams.get(number) or self._new_stream(number, size), size, start

    def _allowed(self, stream: _Stream, *, begins: bool, length: int) -> int:
        """How much of a message's body its next chunk has. Raises `ProtocolError`."""
        if begins and stream.started:
            raise ProtocolError("a message begins before the last one on its chunk stream ended")
        if length > self.limits.message_bytes:
            raise ProtocolError("a message is too large")
        return min(self.chunk_size, length - len(stream.body))

    def _add(self, stream: _Stream, piece: bytearray) -> Message | None:
        """Take a chunk's part of a body; the message when this was its last."""
        if len(piece) == stream.length:
            return self._ended(stream, bytes(piece))
        stream.body += piece
        self.pending += len(piece)
        if self.pending > self.limits.pending_bytes:
            raise ProtocolError("too many messages are under way")
        if len(stream.body) < stream.length:
            return None
        body = bytes(stream.body)
        self.pending -= len(body)
        stream.body.clear()
        return self._ended(stream, body)

    def _ended(self, stream: _Stream, body: bytes) -> Message:
        stream.started = False
        message = Message(stream.kind, stream.stream_id, stream.timestamp, body)
        if message.kind in {SET_CHUNK_SIZE, ABORT}:
            self._obey(message)
        return message

    def _new_stream(self, number: int, size: int) -> _Stream:
        if size != _FULL:
            raise ProtocolError("a chunk stream begins without a full header")
        if len(self.streams) >= self.limits.chunk_streams:
            raise ProtocolError("too many chunk streams")
        stream = self.streams[number] = _Stream()
        return stream

    def _obey(self, message: Message) -> None:
        """Control messages that concern the chunks themselves."""
        if message.kind == SET_CHUNK_SIZE:
            size = int.from_bytes(message.body[:4], "big")
            if len(message.body) < 4 or not 1 <= size < 1 << 31:
                raise ProtocolError("a chunk size that cannot be")
            self.chunk_size = min(size, EXTENDED)
        elif message.kind == ABORT and len(message.body) >= 4:
            stream = self.streams.get(int.from_bytes(message.body[:4], "big"))
            if stream is not None:
                self.pending -= len(stream.body)
                stream.body.clear()
                stream.started = False


class ChunkWriter:
    """Cuts messages into chunks, each with a full header at its beginning: we send little."""

    def __init__(self, chunk_size: int = FIRST_CHUNK_SIZE) -> None:
        self.chunk_size = chunk_size

    def write(self, message: Message, chunk_stream: int = 3) -> bytes:
        """The chunks of `message` on a chunk stream from 2 to 63."""
        short = min(message.timestamp, EXTENDED)
        long = message.timestamp.to_bytes(4, "big") if short == EXTENDED else b""
        body = message.body
        out = bytearray([chunk_stream])
        out += short.to_bytes(3, "big") + len(body).to_bytes(3, "big") + bytes([message.kind])
        out += message.stream_id.to_bytes(4, "little") + long
        out += body[: self.chunk_size]
        for at in range(self.chunk_size, len(body), self.chunk_size):
            out.append(0xC0 | chunk_stream)
            out += long + body[at : at + self.chunk_size]
        return bytes(out)
