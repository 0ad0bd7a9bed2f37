"""RTMP's chunk streams: messages cut into pieces, interleaved, with headers that say only what changed (Adobe RTMP 1.0, 5.3).

Neither class does any I/O: bytes go in, messages come out, and the other way round.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from live.adapters.rtmp.errors import ProtocolError

SET_CHUNK_SIZE, ABORT = 1, 2
FIRST_CHUNK_SIZE = 128
EXTENDED = 0xFFFFFF
WRAP = 1 << 32
_HEADER_SIZES = (11, 7, 3, 0)


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


class _Header(NamedTuple):
    """A chunk's header. `size`: bytes of its message header; `moment`: its time, or the time since the last."""

    stream: _Stream
    size: int
    moment: int
    extended: bool
    length: int
    start: int
    end: int


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
        header = self._header(at)
        if header is None:
            return None
        stream, at = header.stream, header.end
        if header.size and stream.started:
            raise ProtocolError("a message begins before the last one on its chunk stream ended")
        if header.length > self.limits.message_bytes:
            raise ProtocolError("a message is too large")
        take = min(self.chunk_size, header.length - len(stream.body))
        if at + take > len(self.buffer):
            return None
        # The chunk is whole: only now is anything changed.
        if not stream.started:
            self._begin(header)
        piece = self.buffer[at : at + take]
        if take == stream.length:
            return at + take, self._ended(stream, bytes(piece))
        stream.body += piece
        self.pending += take
        if self.pending > self.limits.pending_bytes:
            raise ProtocolError("too many messages are under way")
        if len(stream.body) < stream.length:
            return at + take, None
        body = bytes(stream.body)
        self.pending -= len(body)
        stream.body.clear()
        return at + take, self._ended(stream, body)

    def _header(self, at: int) -> "_Header | None":
        """Read basic header, message header and long timestamp; None when they are not whole."""
        data, have = self.buffer, len(self.buffer)
        if at >= have:
            return None
        number, size = data[at] & 0x3F, _HEADER_SIZES[data[at] >> 6]
        more = number + 1 if number < 2 else 0
        if at + 1 + more + size > have:
            return None
        if more:
            number = 64 + data[at + 1] + (data[at + 2] << 8 if number else 0)
        start = at + 1 + more
        stream = self.streams.get(number) or self._new_stream(number, size)
        moment = int.from_bytes(data[start : start + 3], "big") if size else stream.delta
        extended = moment == EXTENDED if size else stream.extended
        end = start + size
        if extended:
            if end + 4 > have:
                return None
            value = int.from_bytes(data[end : end + 4], "big")
            # Some encoders leave the long timestamp out of the chunks that go on with a message.
            if size or value in {stream.delta, stream.timestamp}:
                end += 4
                moment = value if size else moment
        length = int.from_bytes(data[start + 3 : start + 6], "big") if size > 3 else stream.length
        return _Header(stream, size, moment, extended, length, start, end)

    def _ended(self, stream: _Stream, body: bytes) -> Message:
        stream.started = False
        message = Message(stream.kind, stream.stream_id, stream.timestamp, body)
        if message.kind in {SET_CHUNK_SIZE, ABORT}:
            self._obey(message)
        return message

    def _new_stream(self, number: int, size: int) -> _Stream:
        if size != _HEADER_SIZES[0]:
            raise ProtocolError("a chunk stream begins without a full header")
        if len(self.streams) >= self.limits.chunk_streams:
            raise ProtocolError("too many chunk streams")
        stream = self.streams[number] = _Stream()
        return stream

    def _begin(self, header: "_Header") -> None:
        stream, data, start = header.stream, self.buffer, header.start
        stream.delta, stream.extended = header.moment, header.extended
        stream.length = header.length
        if header.size > 3:
            stream.kind = data[start + 6]
        if header.size > 7:
            stream.stream_id = int.from_bytes(data[start + 7 : start + 11], "little")
            stream.timestamp = header.moment
        else:
            stream.timestamp = (stream.timestamp + header.moment) % WRAP
        stream.started = True

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
