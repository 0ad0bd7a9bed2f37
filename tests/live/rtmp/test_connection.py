"""One connection: the handshake, the way to publishing, media with their times, and what is refused."""

import random
import struct
from typing import Any

import pytest

from live.adapters.rtmp import (
    Connection,
    Ended,
    Event,
    Limits,
    Media,
    Phase,
    ProtocolError,
    PublishAsked,
    amf0,
    handshake,
)
from live.adapters.rtmp.chunks import ChunkReader, ChunkWriter, Message
from tests.live.rtmp import bytes_of
from tests.live.rtmp.bytes_of import AUDIO, DATA, VIDEO, command, delta, full, hello, opening, same

DAY_MS = 24 * 3600 * 1000


def events(connection: Connection, data: bytes, *, at_once: int = 1 << 20) -> list[Event]:
    """What comes of `data` when the socket gives it in pieces; who asks to publish is let in."""
    found = []
    for at in range(0, len(data), at_once):
        for event in connection.feed(data[at : at + at_once]):
            found.append(event)
            if isinstance(event, PublishAsked):
                connection.accept()
    return found


def publishing(**limits: Any) -> Connection:
    connection = Connection(Limits(**limits))
    events(connection, hello() + opening())
    assert connection.phase is Phase.PUBLISHING
    connection.outgoing()
    return connection


def replies(data: bytes) -> list[list[Any]]:
    """The commands in what the server sent behind its handshake."""
    return [amf0.decode(m.body) for m in ChunkReader().feed(data) if m.kind == bytes_of.COMMAND]


@pytest.mark.parametrize("scheme", [None, 0, 1])
@pytest.mark.parametrize("at_once", [1, 7, 1537, 100_000])
def test_a_publisher_is_led_to_publishing(scheme: int | None, at_once: int) -> None:
    connection = Connection()
    data = hello(scheme) + opening("k-1?token=a", objectEncoding=0, fourCcList=["hvc1"])
    (asked,) = events(connection, data, at_once=at_once)
    assert asked == PublishAsked("live", "k-1", "token=a")
    sent = connection.outgoing()
    said = replies(sent[1 + 2 * handshake.BLOCK :])
    assert [each[0] for each in said] == ["_result", "_result", "_result", "_result", "onStatus"]
    assert said[0][3]["code"] == "NetConnection.Connect.Success"
    assert "hvc1" in said[0][3]["fourCcList"]
    assert said[3][3] == 1
    assert said[4][3]["code"] == "NetStream.Publish.Start"


@pytest.mark.parametrize("scheme", [0, 1])
def test_the_digest_handshake_is_answered_with_digests(scheme: int) -> None:
    c1 = hello(scheme)[1 : 1 + handshake.BLOCK]
    assert handshake.uses_digest(c1)
    answer = handshake.answer(c1)
    s1, s2 = answer[1 : 1 + handshake.BLOCK], answer[1 + handshake.BLOCK :]
    assert s2 != c1
    assert s1[4:8] != b"\0\0\0\0"
    broken = bytes([c1[0] ^ 1]) + c1[1:]
    assert not handshake.uses_digest(broken)
    assert handshake.answer(broken)[1 + handshake.BLOCK :] == broken  # the simple one echoes


def test_every_kind_of_header_and_its_times() -> None:
    big = bytes(range(256)) * 40
    connection = publishing()
    data = (
        bytes_of.chunk_size(4096)
        + full(4, 1000, AUDIO, b"a" * 10)
        + delta(4, 23, b"b" * 12, AUDIO)
        + delta(4, 24, b"c" * 12)
        + same(4, b"d" * 12)  # the last delta once more
        + full(70, 1040, VIDEO, big, cut=4096)
        + full(1000, 1080, VIDEO, b"e")
        + full(5, 0, AUDIO, b"")  # empty, nothing to pass on
    )
    found = [
        (e.kind, e.timestamp, len(e.body)) for e in events(connection, data) if isinstance(e, Media)
    ]
    assert found == [
        (8, 1000, 10),
        (8, 1023, 12),
        (8, 1047, 12),
        (8, 1071, 12),
        (9, 1040, 10_240),
        (9, 1080, 1),
    ]


def test_messages_that_are_interleaved() -> None:
    connection = publishing()
    video, audio = b"v" * 300, b"s" * 40
    whole = full(6, 40, VIDEO, video, cut=128)
    first, rest = whole[: 12 + 128], whole[12 + 128 :]
    found = events(connection, first + full(4, 45, AUDIO, audio) + rest)
    assert [(e.kind, e.body) for e in found if isinstance(e, Media)] == [(8, audio), (9, video)]


@pytest.mark.parametrize("repeat", [True, False])
def test_times_past_four_hours_and_39_minutes(repeat: bool) -> None:
    connection = publishing()
    start = 0xFFFFFF - 10
    data = b"".join(
        full(6, start + 5 * n, VIDEO, b"v" * 300, cut=128, repeat=repeat) for n in range(6)
    )
    times = [e.timestamp for e in events(connection, data, at_once=100) if isinstance(e, Media)]
    assert times == [start + 5 * n for n in range(6)]


def test_times_go_on_counting_after_49_days() -> None:
    connection = publishing()
    moments = [49 * DAY_MS, (1 << 32) - 20, 10, 40]
    data = full(6, 0, VIDEO, b"v") + full(6, 25 * DAY_MS, VIDEO, b"v")
    data += b"".join(full(6, each, VIDEO, b"v") for each in moments)
    data += full(4, (1 << 32) - 5, AUDIO, b"a")  # sound that comes a little late
    times = [e.timestamp for e in events(connection, data) if isinstance(e, Media)]
    assert times[2:] == [49 * DAY_MS, (1 << 32) - 20, (1 << 32) + 10, (1 << 32) + 40, (1 << 32) - 5]


def test_metadata_and_aggregates() -> None:
    connection = publishing()
    facts = {"width": 1280.0, "framerate": 30.0, "encoder": "OBS"}
    data = ChunkWriter().write(
        Message(DATA, 1, 5, amf0.encode("@setDataFrame", "onMetaData", facts))
    )
    data += ChunkWriter().write(Message(DATA, 1, 5, amf0.encode("somethingElse", 1)))
    piece = b"".join(
        struct.pack(">B", kind)
        + len(body).to_bytes(3, "big")
        + (500 + n).to_bytes(3, "big")
        + b"\0" * 4
        + body
        + b"\0\0\0\0"
        for n, (kind, body) in enumerate([(8, b"abc"), (9, b"defg")])
    )
    data += ChunkWriter().write(Message(22, 1, 9000, piece))
    media = [e for e in events(connection, data) if isinstance(e, Media)]
    assert amf0.decode(media[0].body) == ["onMetaData", facts]
    assert [(e.kind, e.timestamp, e.body) for e in media[1:]] == [
        (8, 9000, b"abc"),
        (9, 9001, b"defg"),
    ]


def test_pings_are_answered_and_bytes_acknowledged() -> None:
    connection = publishing()
    events(connection, ChunkWriter().write(Message(6 - 1, 0, 0, struct.pack(">I", 1000))))
    events(
        connection, ChunkWriter().write(Message(4, 0, 0, struct.pack(">HI", 6, 77)), chunk_stream=2)
    )
    events(connection, full(6, 1, VIDEO, b"v" * 120))
    for n in range(20):
        events(connection, full(6, n, VIDEO, b"v" * 100))
    sent = list(ChunkReader().feed(connection.outgoing()))
    assert Message(4, 0, 0, struct.pack(">HI", 7, 77)) in sent
    assert any(m.kind == 3 and int.from_bytes(m.body, "big") > 3000 for m in sent)


def test_a_refusal_says_why_and_ends() -> None:
    connection = Connection()
    asked = list(connection.feed(hello() + opening()))
    assert len(asked) == 1
    connection.outgoing()
    connection.refuse("No such stream key.")
    (said,) = replies(connection.outgoing())
    assert (said[3]["level"], said[3]["code"]) == ("error", "NetStream.Publish.BadName")
    assert said[3]["description"] == "No such stream key."
    assert list(connection.feed(full(6, 0, VIDEO, b"v"))) == []


@pytest.mark.parametrize("name", ["FCUnpublish", "deleteStream", "closeStream"])
def test_the_end_is_said_in_three_ways(name: str) -> None:
    connection = publishing()
    assert events(connection, command(name, 6, None, "key")) == [Ended()]
    assert connection.phase is Phase.OVER


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GET / HTTP/1.1\r\n", "not RTMP"),
        (b"\x06" + b"\0" * 3072, "not RTMP"),
        (hello() + b"\x43" + b"\0" * 20, "without a full header"),
        (hello() + command("publish", 1, None, "k"), "before connect"),
        (hello() + full(3, 0, 20, b"\0" * 9), "without a name"),
        (hello() + full(3, 0, 20, b"\x02\x00\xff"), "cut off"),
        (hello() + full(3, 0, 20, b"\x0a\x7f\xff\xff\xff"), "too large"),
        (hello() + full(3, 0, 20, b"\x03\x00\x01a" * 25), "too deep"),
        (
            hello() + b"".join(full(n, 0, AUDIO, b"a") for n in range(3, 40)),
            "too many chunk streams",
        ),
        (
            hello() + bytes_of.basic(0, 6) + b"\0\0\0" + b"\xff\xff\xff" + b"\x09\0\0\0\0",
            "too large",
        ),
        (
            hello() + b"".join(command("createStream", n, None) for n in range(20)),
            "too many streams",
        ),
        (hello() + full(2, 0, 1, b"\0\0\0\0"), "chunk size"),
        (
            hello() + full(6, 0, 9, b"v" * 300, cut=128)[:140] + full(6, 5, 9, b"w"),
            "before the last one",
        ),
    ],
)
def test_what_is_not_rtmp_ends_the_connection(data: bytes, words: str) -> None:
    with pytest.raises(ProtocolError, match=words):
        list(Connection().feed(data))


def test_memory_has_a_bound_however_many_messages_are_begun() -> None:
    connection = publishing(pending_bytes=100_000, chunk_streams=64)
    begun = b"".join(full(n, 0, VIDEO, b"v" * 60_000, cut=60_000)[:10_000] for n in range(10, 13))
    assert len(begun) == 30_000
    chunked = bytes_of.chunk_size(9000) + b"".join(
        bytes_of.basic(0, n)
        + b"\0\0\0"
        + (60_000).to_bytes(3, "big")
        + b"\x09\1\0\0\0"
        + b"v" * 9000
        for n in range(10, 40)
    )
    with pytest.raises(ProtocolError, match="under way"):
        events(connection, chunked)


@pytest.mark.slow
def test_fifty_thousand_mutated_streams_end_in_an_error_or_not_at_all() -> None:
    dice = random.Random(5)
    seeds = [
        hello(scheme) + opening(fourCcList=["av01"])
        + bytes_of.chunk_size(512)
        + ChunkWriter(512).write(Message(DATA, 1, 0, amf0.encode("@setDataFrame", "onMetaData", {"a": [1, None, True], "b": {"c": "d"}})))
        + ChunkWriter(512).write(Message(15, 1, 0, b"\0" + amf0.encode("onMetaData") + b"\x11\x0a\x0b\x01\x03a\x04\x05\x01"))
        + full(6, 0xFFFFFE, VIDEO, b"v" * 700, cut=512) + delta(6, 40, b"w" * 9, VIDEO) + same(6, b"x" * 9)
        for scheme in (None, 1)
    ]  # fmt: skip
    ended = 0
    for number in range(50_000):
        data = bytearray(seeds[number % 2])
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(1 + 2 * handshake.BLOCK, len(data))
            match dice.randrange(4):
                case 0:
                    data[at] = dice.randrange(256)
                case 1:
                    del data[at : at + dice.randint(1, 40)]
                case 2:
                    data[at:at] = dice.randbytes(dice.randint(1, 40))
                case _:
                    data[at] ^= 1 << dice.randrange(8)
        connection = Connection(Limits(message_bytes=1 << 20))
        try:
            events(connection, bytes(data), at_once=dice.choice((997, 1 << 20)))
        except ProtocolError:
            ended += 1
        assert connection.reader.pending <= 1 << 20
    assert 1000 < ended < 50_000
