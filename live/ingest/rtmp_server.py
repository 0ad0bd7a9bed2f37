"""Listens for publishers, asks who may publish, and leads what they send to a `Publication`, within limits."""

import asyncio
import logging
import socket
import ssl
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, cast

from core.household import household, plain_address
from live.adapters.rtmp import Connection, Limits, Media, Phase, ProtocolError, PublishAsked
from live.ingest.pace import READ_BYTES, Meter, Pace
from live.ingest.publication import PublicationFailed

logger = logging.getLogger(__name__)

STOPPED = "stopped"  # by the publisher, in so many words


class Refused(Exception):  # noqa: N818
    """Nobody may publish so; the message is a sentence that encoders show."""


class Receiver(Protocol):
    """What takes an accepted publisher's messages. `rest_s`: how long they may gather before they are read."""

    @property
    def rest_s(self) -> float: ...

    def take(self, media: Media) -> None:
        """Take one message; `flush` follows when all that came with it are taken."""
        ...

    async def flush(self) -> None:
        """Pass on what was taken. Raises `PublicationFailed`."""
        ...

    async def gone(self, reason: str, *, stopped: bool) -> None:
        """The publisher has ended, or was cut. `stopped`: it said itself that this is the end."""
        ...


@dataclass(frozen=True)
class Publisher:
    """Who asks to publish. `dismiss` closes the connection, with a word that the encoder may show."""

    app: str
    key: str
    ip: str
    dismiss: Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Bounds:
    """Limits of one connection and of all from one address (IPv6: from one /64)."""

    begin_s: float = 10.0  # from connecting to publishing
    silence_s: float = 15.0
    bytes_per_s: int = 6 * 1024**2  # on average over `average_s`
    average_s: float = 10.0
    goodbye_s: float = 2.0  # for its last words, once it has said that this is the end
    per_ip: int = 10
    connections: int = 500
    fronts: frozenset[str] = frozenset()  # addresses that are not limited


Admit = Callable[[Publisher], Awaitable[Receiver]]


class RtmpServer:
    """See the module. `admit` returns a receiver or raises `Refused`."""

    def __init__(
        self, admit: Admit, bounds: Bounds | None = None, limits: Limits | None = None
    ) -> None:
        self.admit = admit
        self.bounds = bounds or Bounds()
        self.limits = limits or Limits()
        self.fronts = frozenset(map(plain_address, self.bounds.fronts))
        self.addresses: Counter[str] = Counter()
        self.servers: list[asyncio.Server] = []
        self.visits: dict[_Visit, asyncio.Task[None]] = {}

    async def start(
        self,
        host: str,
        port: int,
        tls: ssl.SSLContext | None = None,
        held: socket.socket | None = None,
    ) -> int:
        """Listen, with `tls` for RTMPS, with `held` on a socket that does already; the port (useful when asked for port 0).

        Raises `OSError`.
        """
        patience = self.bounds.begin_s if tls else None
        where: dict[str, Any] = {"sock": held} if held else {"host": host, "port": port}
        server = await asyncio.start_server(
            self.meet, limit=READ_BYTES, ssl=tls, ssl_handshake_timeout=patience, **where
        )
        self.servers.append(server)
        number: int = server.sockets[0].getsockname()[1]
        return number

    async def stop(self) -> None:
        """Take no more publishers and let those go who are here."""
        for server in self.servers:
            server.close()
        for visit in list(self.visits):
            await visit.dismiss("The server is shutting down.")
        await asyncio.gather(*self.visits.values(), return_exceptions=True)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its first byte to its last."""
        ip = plain_address(str((writer.get_extra_info("peername") or ("?",))[0]))
        home = household(ip)
        many = self.addresses[home] >= self.bounds.per_ip and ip not in self.fronts
        if many or len(self.visits) >= self.bounds.connections:
            logger.warning("%s has too many connections", ip)
            writer.close()
            return
        self.addresses[home] += 1
        visit = _Visit(self, reader, writer, ip)
        self.visits[visit] = task = asyncio.create_task(visit.run())
        try:
            await task
        finally:
            del self.visits[visit]
            self.addresses[home] -= 1
            self.addresses += Counter()  # forget those at zero


class _Visit:
    """One connection from its first byte to its last."""

    def __init__(
        self,
        server: RtmpServer,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        ip: str,
    ) -> None:
        self.server = server
        self.bounds = server.bounds
        self.reader = reader
        self.writer = writer
        self.ip = ip
        self.connection = Connection(server.limits)
        self.receiver: Receiver | None = None
        self.over = asyncio.Event()
        self.reading: asyncio.Timeout | None = None

    async def run(self) -> None:
        """Serve it; never raises for what the peer does."""
        reason = "closed"
        try:
            reason = await self._serve()
        except ProtocolError as error:
            reason = str(error)
        except TimeoutError:
            reason = "silent"
        except PublicationFailed as failure:
            reason = str(failure)
            await self.dismiss(reason)
        except (ConnectionError, OSError) as error:
            reason = type(error).__name__
        finally:
            logger.info("%s: %s", self.ip, reason)
            parting = asyncio.create_task(self._part(reason))
            try:
                if self.receiver is not None:
                    await self.receiver.gone(reason, stopped=reason == STOPPED)
            finally:
                await parting

    async def dismiss(self, words: str) -> None:
        """End it from our side."""
        self.connection.dismiss(words)
        self.over.set()
        last = self.connection.outgoing()
        if last and not self.writer.is_closing():
            self.writer.write(last)
        if self.reading is not None:
            self.reading.reschedule(asyncio.get_running_loop().time())

    async def _serve(self) -> str:
        meter = Meter(self.bounds.bytes_per_s, self.bounds.average_s)
        pace = Pace()
        while not self.over.is_set():
            data = await self._read(meter)
            if self.over.is_set():
                return "dismissed"
            if not data:
                return "closed"
            if meter.is_over(len(data)):
                return "more data than is allowed"
            events = await self._obey(data)
            await self._send()
            if self.receiver is not None:
                await self.receiver.flush()
            if self.connection.phase is Phase.OVER:
                return "dismissed" if self.over.is_set() else STOPPED
            if pace.may_rest(len(data), events) and self.receiver is not None:
                await self._rest(self.receiver.rest_s)
        return "dismissed"

    async def _rest(self, seconds: float) -> None:
        """Let the system gather what comes: to be woken for each message costs more than to read it."""
        line = cast("asyncio.Transport", self.writer.transport)  # of a socket: it reads, too
        if line.is_closing():
            return
        line.pause_reading()
        try:
            await asyncio.sleep(seconds)
        finally:
            if not line.is_closing():
                line.resume_reading()

    async def _read(self, meter: Meter) -> bytes:
        """What comes next. Raises `TimeoutError` when nothing does; nothing more comes once it was dismissed."""
        try:
            async with asyncio.timeout_at(self._deadline(meter)) as self.reading:
                return await self.reader.read(READ_BYTES)
        except TimeoutError:
            if self.over.is_set():
                return b""
            raise
        finally:
            self.reading = None

    def _deadline(self, meter: Meter) -> float:
        if self.connection.phase is Phase.PUBLISHING:
            return meter.now() + self.bounds.silence_s
        return meter.began + self.bounds.begin_s

    async def _obey(self, data: bytes) -> int:
        """Do what `data` brings about; in how many events."""
        events = 0
        for event in self.connection.feed(data):
            events += 1
            if isinstance(event, PublishAsked):
                await self._asked(event)
            elif isinstance(event, Media) and self.receiver is not None:
                self.receiver.take(event)
        return events

    async def _asked(self, asked: PublishAsked) -> None:
        await self._send()
        publisher = Publisher(asked.app, asked.key, self.ip, self.dismiss)
        try:
            self.receiver = await self.server.admit(publisher)
        except Refused as refusal:
            self.connection.refuse(str(refusal))
            return
        self.connection.accept()

    async def _send(self) -> None:
        data = self.connection.outgoing()
        if data and not self.writer.is_closing():
            self.writer.write(data)
            await asyncio.wait_for(self.writer.drain(), self.bounds.silence_s)

    async def _part(self, reason: str) -> None:
        """Close the connection: after its last words when it says goodbye, as encoders call a closed one a failure."""
        if reason == STOPPED:
            with suppress(TimeoutError, OSError):
                async with asyncio.timeout(self.bounds.goodbye_s):
                    while await self.reader.read(READ_BYTES):
                        pass
        self.writer.close()
        try:
            await asyncio.wait_for(self.writer.wait_closed(), 2)
        except (TimeoutError, OSError):
            self.writer.transport.abort()
