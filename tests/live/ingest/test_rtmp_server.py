"""What the ingest's RTMP server does with peers that are rude: bounded connections, time and data."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace

from live.adapters.rtmp import Media
from live.ingest.rtmp_server import STOPPED, Bounds, Publisher, Receiver, RtmpServer
from tests.live.loop import run, until
from tests.live.rtmp.bytes_of import VIDEO, command, full, hello, opening

QUICK = Bounds(begin_s=0.3, silence_s=0.3, bytes_per_s=200_000, average_s=0.5, per_ip=3)


class Taker:
    """Counts what it is given."""

    rest_s = 0.01

    def __init__(self) -> None:
        self.taken = self.passed_on = self.flushes = 0
        self.reason = ""

    def take(self, media: Media) -> None:
        self.taken += 1

    async def flush(self) -> None:
        self.passed_on = self.taken
        self.flushes += 1

    async def gone(self, reason: str, *, stopped: bool) -> None:
        self.reason = reason


def with_server(
    scene: Callable[[int, Taker, RtmpServer], Awaitable[None]], bounds: Bounds = QUICK
) -> None:
    async def serve() -> None:
        taker = Taker()

        async def admit(_publisher: Publisher) -> Receiver:
            return taker

        server = RtmpServer(admit, bounds)
        port = await server.start("127.0.0.1", 0)
        await scene(port, taker, server)
        await server.stop()
        assert not server.visits
        assert not server.addresses

    run(serve())


async def closed(reader: asyncio.StreamReader) -> None:
    """Read until the server closes; the test fails when it never does."""
    async with asyncio.timeout(30):
        try:
            while await reader.read(65536):
                pass
        except ConnectionError:
            return


def test_one_address_gets_a_few_connections_and_those_that_say_nothing_are_closed() -> None:
    async def scene(port: int, _taker: Taker, server: RtmpServer) -> None:
        peers = [await asyncio.open_connection("127.0.0.1", port) for _ in range(100)]
        await until(lambda: len(server.visits) == QUICK.per_ip, "some are let in")
        await asyncio.gather(*(closed(reader) for reader, _ in peers))
        for _, writer in peers:
            writer.close()

    with_server(scene)


class Caller(asyncio.StreamWriter):
    """The server's end of a connection that came from elsewhere."""

    address = ""

    def get_extra_info(self, name: str, default: object = None) -> object:
        return (self.address, 1935) if name == "peername" else super().get_extra_info(name, default)


def test_a_household_of_ipv6_is_one_address_and_ipv4_is_ipv4_by_either_socket() -> None:
    async def nobody(_publisher: Publisher) -> Receiver:
        raise AssertionError

    async def scene() -> None:
        bounds = Bounds(per_ip=2, fronts=frozenset({"10.0.0.7"}))
        server = RtmpServer(nobody, bounds)
        ends: list[socket.socket] = []
        visits: list[asyncio.Task[None]] = []

        async def call(address: str) -> None:
            ours, theirs = socket.socketpair()
            ends.append(theirs)
            loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
            protocol = asyncio.StreamReaderProtocol(reader)
            transport, _ = await loop.create_connection(lambda: protocol, sock=ours)
            caller = Caller(transport, protocol, reader, loop)
            caller.address = address
            visits.append(asyncio.create_task(server.meet(reader, caller)))
            await asyncio.sleep(0)

        async def come(*addresses: str) -> int:
            before = len(server.visits)
            for address in addresses:
                await call(address)
            return len(server.visits) - before

        assert await come("2001:db8::1", "2001:db8::2", "2001:db8::3:4:5:6", "2001:db8::7") == 2
        assert await come("2001:db8:0:1::1") == 1
        assert await come("198.51.100.1", "::ffff:198.51.100.1", "198.51.100.1") == 2
        assert await come("198.51.100.2") == 1
        assert await come(*["::ffff:10.0.0.7"] * 4) == 4
        for end in ends:
            end.close()
        await asyncio.gather(*visits)
        assert not server.addresses

    run(scene())


def test_a_handshake_byte_by_byte_does_not_hold_a_place() -> None:
    async def scene(port: int, _taker: Taker, _server: RtmpServer) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        end = asyncio.create_task(closed(reader))
        while not end.done():
            writer.write(b"\x03")
            await asyncio.sleep(0.02)  # slower than it takes to be closed, whatever is sent
        writer.close()

    with_server(scene)


def test_more_than_is_allowed_ends_it() -> None:
    async def scene(port: int, taker: Taker, _server: RtmpServer) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        end = asyncio.create_task(closed(reader))
        writer.write(hello() + opening())
        flood = full(6, 0, VIDEO, b"\x17\x01\0\0\0" + bytes(60_000), cut=128)
        while not end.done():
            try:
                writer.write(flood)
                await writer.drain()
            except ConnectionError:
                break
            await asyncio.sleep(0)
        await end
        writer.close()
        await until(lambda: taker.reason, "it is told")
        assert taker.reason in {"more data than is allowed", "ConnectionResetError"}

    with_server(scene)


def test_small_messages_are_read_together_and_each_goes_on() -> None:
    async def scene(port: int, taker: Taker, _server: RtmpServer) -> None:
        _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(hello() + opening())
        for _message in range(40):
            writer.write(full(6, 0, VIDEO, b"\x17\x01\0\0\0" + bytes(50), cut=128))
            await writer.drain()
            await asyncio.sleep(0)
        await until(lambda: taker.passed_on == 40, "all have gone on")
        assert taker.flushes < 20
        writer.close()
        await until(lambda: taker.reason, "it is told")

    with_server(scene)


def test_who_catches_up_is_read_without_rests() -> None:
    async def scene(port: int, taker: Taker, _server: RtmpServer) -> None:
        _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        small = full(6, 0, VIDEO, b"\x17\x01\0\0\0" + bytes(50), cut=128)
        writer.write(hello() + opening() + small)
        await until(lambda: taker.passed_on == 1, "it publishes")
        taker.rest_s = 3600.0  # whoever is let to rest now is not read again
        writer.write(small * 60)
        await until(lambda: taker.passed_on == 61, "all at once")
        writer.write(small)
        await until(lambda: taker.passed_on == 62, "and at once what comes after it")
        taker.rest_s = 0.01
        writer.close()
        await until(lambda: taker.reason, "it is told")

    with_server(scene)


def test_who_says_goodbye_hangs_up_first_and_is_gone_before_that() -> None:
    """Encoders say it in several messages, and call it a failure when the line is dead after the first."""

    async def scene(port: int, taker: Taker, server: RtmpServer) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(hello() + opening() + command("FCUnpublish", 6, None, "key"))
        await until(lambda: taker.reason == STOPPED, "it is told")
        for _message in range(20):
            writer.write(command("deleteStream", 7, None, 1))
            await writer.drain()
            await asyncio.sleep(0.01)  # so that a line that is dead would be known to be
        assert server.visits
        writer.close()
        await closed(reader)
        await until(lambda: not server.visits, "the line is closed")

    with_server(scene, replace(QUICK, goodbye_s=240))


def test_who_says_goodbye_and_stays_is_hung_up_on() -> None:
    async def scene(port: int, taker: Taker, _server: RtmpServer) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(hello() + opening() + command("FCUnpublish", 6, None, "key"))
        await closed(reader)
        await until(lambda: taker.reason == STOPPED, "it is told")
        writer.close()

    with_server(scene, replace(QUICK, goodbye_s=0.1))
