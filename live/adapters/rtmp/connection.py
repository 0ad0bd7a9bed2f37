"""One publisher's RTMP connection as a machine without I/O: bytes in, events and answers out.

The owner feeds what the socket gives, sends what `outgoing` returns, and answers `PublishAsked` with `accept` or `refuse`.
Only publishing is spoken; playing is refused.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from live.adapters.rtmp import amf0, handshake
from live.adapters.rtmp.chunks import WRAP, ChunkReader, ChunkWriter, Limits, Message
from live.adapters.rtmp.errors import ProtocolError

ACKNOWLEDGEMENT, USER_CONTROL, WINDOW, PEER_BANDWIDTH = 3, 4, 5, 6
SET_CHUNK_SIZE, AUDIO, VIDEO, AMF3_DATA, AMF3_COMMAND, AMF0_DATA, AMF0_COMMAND = (
    1,
    8,
    9,
    15,
    17,
    18,
    20,
)
AGGREGATE = 22
PING_REQUEST, PING_RESPONSE, STREAM_BEGIN = 6, 7, 0
OUR_WINDOW = 2_500_000
OUR_CHUNK_SIZE = 4096
MOST_NETSTREAMS = 8
LONGEST_NAME = 512
# Enhanced RTMP: codecs named by four characters, which Veovera's specification adds.
FOURCCS = ("avc1", "hvc1", "av01", "vp09", "Opus", "mp4a")


@dataclass(frozen=True, slots=True)
class PublishAsked:
    """Somebody wants to publish as `key` (what stands behind the last slash, without its query) in `app`."""

    app: str
    key: str
    query: str


class Media(NamedTuple):
    """One FLV tag body: `kind` 8 is sound, 9 picture, 18 metadata; `timestamp` in ms, counted on past 2**32."""

    kind: int
    timestamp: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Ended:
    """The publisher said that it has ended."""


Event = PublishAsked | Media | Ended


class Phase(Enum):
    """How far the connection has come."""

    HELLO = "hello"
    ACKNOWLEDGE = "acknowledge"
    OPEN = "open"
    ASKED = "asked"
    PUBLISHING = "publishing"
    OVER = "over"


class Connection:
    """See the module."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.phase = Phase.HELLO
        self.reader = ChunkReader(limits)
        self.writer = ChunkWriter()
        self.app = ""
        self.stream_id = 0
        self.netstreams = 0
        self.received = 0
        self.acknowledged = 0
        self.window = OUR_WINDOW
        self.epoch = 0
        self.last = 0
        self._in = bytearray()
        self._out = bytearray()

    def outgoing(self) -> bytes:
        """What is to be sent now; each byte is given once."""
        data = bytes(self._out)
        self._out.clear()
        return data

    def feed(self, data: bytes) -> Iterator[Event]:
        """Yield what `data` brings about. Raises `ProtocolError`."""
        self.received += len(data)
        if self.phase in {Phase.HELLO, Phase.ACKNOWLEDGE}:
            self._in += data
            data = self._shake_hands()
        if not data:
            return
        for message in self.reader.feed(data):
            if message.kind in {AUDIO, VIDEO}:  # nearly all of them: no generator for each
                if self.phase is Phase.PUBLISHING and message.body:
                    yield Media(message.kind, self._unwrapped(message.timestamp), message.body)
            else:
                yield from self._take(message)
            if self.phase is Phase.OVER:
                return
        if self.received - self.acknowledged >= self.window:
            self.acknowledged = self.received
            self._control(ACKNOWLEDGEMENT, struct.pack(">I", self.received % WRAP))

    def accept(self) -> None:
        """Let the publisher begin."""
        self._must_be(Phase.ASKED)
        self.phase = Phase.PUBLISHING
        self._control(USER_CONTROL, struct.pack(">HI", STREAM_BEGIN, self.stream_id))
        self._status("status", "NetStream.Publish.Start", "Publishing has begun.")

    def refuse(self, description: str, code: str = "NetStream.Publish.BadName") -> None:
        """Say no, with a reason that encoders show."""
        self._must_be(Phase.ASKED)
        self._status("error", code, description)
        self.phase = Phase.OVER

    def dismiss(self, description: str) -> None:
        """Tell a publisher that it is over, before its connection is closed."""
        if self.phase is Phase.PUBLISHING:
            self._status("status", "NetStream.Unpublish.Success", description)
        self.phase = Phase.OVER

    def _must_be(self, phase: Phase) -> None:
        if self.phase is not phase:
            raise ProtocolError(f"not possible while {self.phase.value}")

    def _shake_hands(self) -> bytes:
        """Go on with the handshake; what came behind it."""
        if self.phase is Phase.HELLO:
            if self._in and self._in[0] != handshake.VERSION:
                raise ProtocolError("this is not RTMP, or a version of it that is encrypted")
            if len(self._in) <= handshake.BLOCK:
                return b""
            self._out += handshake.answer(bytes(self._in[1 : 1 + handshake.BLOCK]))
            del self._in[: 1 + handshake.BLOCK]
            self.phase = Phase.ACKNOWLEDGE
        if len(self._in) < handshake.BLOCK:
            return b""
        rest = bytes(self._in[handshake.BLOCK :])
        self._in.clear()
        self.phase = Phase.OPEN
        return rest

    def _take(self, message: Message) -> Iterator[Event]:
        match message.kind:
            case _ if message.kind in {AMF0_DATA, AMF3_DATA}:
                yield from self._data(message)
            case _ if message.kind in {AMF0_COMMAND, AMF3_COMMAND}:
                yield from self._command(message)
            case _ if message.kind == AGGREGATE:
                yield from self._aggregate(message)
            case _ if message.kind == WINDOW and len(message.body) >= 4:
                self.window = max(1, min(int.from_bytes(message.body[:4], "big"), OUR_WINDOW))
            case _ if message.kind == USER_CONTROL and message.body[:2] == b"\0\x06":
                self._control(USER_CONTROL, struct.pack(">H", PING_RESPONSE) + message.body[2:6])
            case _:
                return

    def _media(self, kind: int, timestamp: int, body: bytes) -> Iterator[Event]:
        if self.phase is Phase.PUBLISHING and body:
            yield Media(kind, self._unwrapped(timestamp), body)

    def _unwrapped(self, timestamp: int) -> int:
        """Count on where 32 bits begin again, after 49 days."""
        if timestamp < self.last - WRAP // 2:
            self.epoch += WRAP
            self.last = timestamp
        elif timestamp - self.last > WRAP // 2 and self.epoch:
            return self.epoch - WRAP + timestamp  # a straggler from before
        self.last = max(self.last, timestamp)
        return self.epoch + timestamp

    def _data(self, message: Message) -> Iterator[Event]:
        body = message.body[1:] if message.kind == AMF3_DATA else message.body
        values = amf0.decode(body)
        if values and values[0] == "@setDataFrame":
            values = values[1:]
        if len(values) > 1 and values[0] == "onMetaData" and isinstance(values[1], dict):
            yield from self._media(AMF0_DATA, message.timestamp, amf0.encode(*values[:2]))

    def _aggregate(self, message: Message) -> Iterator[Event]:
        """FLV tags in a row, whose times are moved so that the first has the message's."""
        at, body, shift = 0, message.body, None
        while at + 11 <= len(body):
            kind, size = body[at], int.from_bytes(body[at + 1 : at + 4], "big")
            timestamp = int.from_bytes(body[at + 4 : at + 7], "big") | body[at + 7] << 24
            if at + 11 + size > len(body):
                raise ProtocolError("an aggregate message is cut off")
            shift = message.timestamp - timestamp if shift is None else shift
            if kind in {AUDIO, VIDEO}:
                piece = body[at + 11 : at + 11 + size]
                yield from self._media(kind, (timestamp + shift) % WRAP, piece)
            at += 11 + size + 4

    def _command(self, message: Message) -> Iterator[Event]:
        body = message.body[1:] if message.kind == AMF3_COMMAND else message.body
        values = amf0.decode(body)
        if not values or not isinstance(values[0], str):
            raise ProtocolError("a command without a name")
        name, arguments = values[0], values[2:]
        number = values[1] if len(values) > 1 and isinstance(values[1], int | float) else 0
        match name:
            case "connect":
                self._connect(number, arguments)
            case "createStream":
                self._create_stream(number)
            case "releaseStream" | "FCPublish":
                self._reply("_result", number, None, None)
            case "publish":
                yield from self._publish(message.stream_id, arguments)
            case "FCUnpublish" | "deleteStream" | "closeStream":
                if self.phase is Phase.PUBLISHING:
                    self.phase = Phase.OVER
                    yield Ended()
            case "play" | "play2":
                self._must_be(Phase.OPEN)
                self._status("error", "NetStream.Play.Failed", "This server takes streams only.")
                self.phase = Phase.OVER
            case _ if number:
                self._reply(
                    "_error", number, None, {"level": "error", "code": "NetConnection.Call.Failed"}
                )

    def _connect(self, number: float, arguments: list[Any]) -> None:
        self._must_be(Phase.OPEN)
        facts = arguments[0] if arguments and isinstance(arguments[0], dict) else {}
        self.app = str(facts.get("app") or "").partition("?")[0].strip("/")[:LONGEST_NAME]
        self._control(WINDOW, struct.pack(">I", OUR_WINDOW))
        self._control(PEER_BANDWIDTH, struct.pack(">IB", OUR_WINDOW, 2))
        self._control(SET_CHUNK_SIZE, struct.pack(">I", OUR_CHUNK_SIZE))
        self.writer.chunk_size = OUR_CHUNK_SIZE
        information = {
            "level": "status",
            "code": "NetConnection.Connect.Success",
            "description": "Connected.",
            "objectEncoding": facts.get("objectEncoding", 0)
            if isinstance(facts.get("objectEncoding"), int | float)
            else 0,
        }
        if isinstance(facts.get("fourCcList"), list):
            information["fourCcList"] = list(FOURCCS)
        self._reply(
            "_result",
            number,
            {"fmsVer": "FMS/3,5,7,7009", "capabilities": 31, "mode": 1},
            information,
        )

    def _create_stream(self, number: float) -> None:
        self.netstreams += 1
        if self.netstreams > MOST_NETSTREAMS:
            raise ProtocolError("too many streams are created")
        self._reply("_result", number, None, self.netstreams)

    def _publish(self, stream_id: int, arguments: list[Any]) -> Iterator[Event]:
        self._must_be(Phase.OPEN)
        if not self.netstreams:
            raise ProtocolError("publish comes before connect and createStream")
        name = str(arguments[1]) if len(arguments) > 1 and isinstance(arguments[1], str) else ""
        key, _, query = name[:LONGEST_NAME].partition("?")
        self.stream_id = stream_id
        self.phase = Phase.ASKED
        yield PublishAsked(self.app, key.rpartition("/")[2], query)

    def _status(self, level: str, code: str, description: str) -> None:
        self._reply(
            "onStatus", 0, None, {"level": level, "code": code, "description": description},
            stream_id=self.stream_id,
        )  # fmt: skip

    def _reply(self, name: str, number: float, *values: Any, stream_id: int = 0) -> None:
        body = amf0.encode(name, number, *values)
        self._out += self.writer.write(Message(AMF0_COMMAND, stream_id, 0, body))

    def _control(self, kind: int, body: bytes) -> None:
        self._out += self.writer.write(Message(kind, 0, 0, body), chunk_stream=2)
