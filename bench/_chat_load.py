"""Sockets that count: a load generator on bare asyncio, in a process of its own so that it costs the server nothing.

Reads a plan as JSON from stdin, one line each, and answers each with one line: how many deliveries came, and how late.
"""

import asyncio
import base64
import gc
import json
import os
import re
import resource
import socket
import sys
import time
from collections import Counter
from typing import Any

TEXT = re.compile(rb'"text":"(\d{10,})')
CONNECT_AT_ONCE = 8
READ_BYTES = 32 * 1024


class Line(asyncio.Protocol):
    """One WebSocket: the handshake, then frames, whose messages are counted by how old they are."""

    def __init__(self, crowd: "Crowd", path: str, cookie: str) -> None:
        self.crowd = crowd
        self.request = (
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n"
            + (f"Cookie: sessionid={cookie}\r\n" if cookie else "")
            + "\r\n"
        )
        self.opened: asyncio.Future[None] = crowd.loop.create_future()
        self.greeted: asyncio.Future[None] = crowd.loop.create_future()
        self.closed: asyncio.Future[None] = crowd.loop.create_future()
        self.buffer = b""
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        # Of asyncio's own 256 kB for each read the kernel maps and unmaps every page.
        transport.max_size = READ_BYTES
        transport.write(self.request.encode())

    def data_received(self, data: bytes) -> None:
        self.buffer = self.buffer + data if self.buffer else data
        if not self.opened.done():
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in head[:20]:
                self.opened.set_exception(RuntimeError(head[:100].decode(errors="replace")))
                return
            self.buffer = rest
            self.opened.set_result(None)
        while self.buffer and (payload := self._frame()) is not None:
            if not self.greeted.done():
                self.greeted.set_result(None)
            self.crowd.count(payload)

    def _frame(self) -> bytes | None:
        buffer = self.buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1], 2
        if size == 126:
            size, start = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + size:
            return None
        self.buffer = buffer[start + size :]
        return buffer[start : start + size] if buffer[0] & 15 == 1 else b""

    def connection_lost(self, error: Exception | None) -> None:
        for waiting in (self.opened, self.greeted):
            if not waiting.done():
                waiting.set_exception(
                    RuntimeError(f"closed before it was in: {self.buffer[:80]!r}")
                )
        if not self.closed.done():
            self.closed.set_result(None)

    def send(self, command: dict[str, Any]) -> None:
        """One masked text frame (the mask is zero: it is the frame's shape that counts)."""
        body = json.dumps(command).encode()
        size = len(body)
        head = bytes((0x81, 0x80 | size)) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
        self.transport.write(head + b"\0\0\0\0" + body)


class Crowd:
    """All lines, and what they have heard."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.lines: list[Line] = []
        self.senders: list[Line] = []
        self.ages: Counter[int] = Counter()
        self.known: dict[bytes, list[int]] = {}
        self.since = 0

    def count(self, payload: bytes) -> None:
        """Add the messages of a frame; the same frame comes to everybody, so it is read once."""
        sent = self.known.get(payload)
        if sent is None:
            if len(self.known) > 500:
                self.known.clear()
            sent = self.known[payload] = [int(each) for each in TEXT.findall(payload)]
        now, since, ages = time.monotonic_ns(), self.since, self.ages
        for moment in sent:
            if moment >= since:
                ages[(now - moment) // 1_000_000] += 1

    async def open(self, plan: dict[str, Any]) -> dict[str, Any]:
        """Connect: one line for each cookie, an empty one for nobody."""
        began = time.monotonic()
        gate = asyncio.Semaphore(CONNECT_AT_ONCE)

        async def one(cookie: str) -> None:
            async with gate:
                _transport, line = await self.loop.create_connection(
                    lambda: Line(self, plan["path"], cookie), "127.0.0.1", plan["port"]
                )
                await line.opened
                if plan["greets"]:
                    await line.greeted
                self.lines.append(line)
                if cookie:
                    self.senders.append(line)

        await asyncio.gather(*(one(cookie) for cookie in plan["cookies"]))
        return {"open": len(self.lines), "took_s": time.monotonic() - began}

    async def talk(self, plan: dict[str, Any]) -> dict[str, Any]:
        """Say `rate` messages a second for `seconds`, and wait for what is on its way."""
        rate, seconds, filler = plan["rate"], plan["seconds"], plan.get("filler", "")
        self.ages.clear()
        self.since = time.monotonic_ns()
        began = time.monotonic()
        total = int(rate * seconds)
        for n in range(total):
            wait = began + n / rate - time.monotonic()
            if wait > 0.002:
                await asyncio.sleep(wait)
            line = self.senders[n % len(self.senders)]
            text = f"{time.monotonic_ns()}{filler}"
            line.send({"do": "say", "cid": f"{self.since}-{n}", "text": text})
        took = time.monotonic() - began
        expected = total * len([line for line in self.lines if not line.closed.done()])
        patience = time.monotonic() + plan.get("patience", 10)
        # A server that stands still for a second is late; what it says afterwards is not lost.
        while self.ages.total() < expected and time.monotonic() < patience:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        return {
            "sent": total,
            "took_s": took,
            "expected": expected,
            "delivered": self.ages.total(),
            "p50_ms": self.quantile(0.5),
            "p99_ms": self.quantile(0.99),
        }

    def quantile(self, share: float) -> int:
        """The age below which so many deliveries came, in ms."""
        left = self.ages.total() * share
        for age in sorted(self.ages):
            left -= self.ages[age]
            if left <= 0:
                return age
        return 0

    async def sleeper(self, plan: dict[str, Any]) -> dict[str, Any]:
        """A line that reads its hello and nothing after it; how long until the server drops it."""
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.setblocking(False)
        await self.loop.sock_connect(sock, ("127.0.0.1", plan["port"]))
        _transport, line = await self.loop.create_connection(
            lambda: Line(self, plan["path"], ""), sock=sock
        )
        await line.greeted
        line.transport.pause_reading()
        began = time.monotonic()
        talking = asyncio.create_task(self.talk(plan))
        while time.monotonic() - began < plan["seconds"]:
            await asyncio.sleep(0.25)
            if not _is_up(sock):
                break
        cut_s = time.monotonic() - began
        cut = not _is_up(sock)
        rest = await talking
        line.transport.abort()
        return {"cut": cut, "cut_s": cut_s, "others_p99_ms": rest["p99_ms"]}

    async def close(self, _plan: dict[str, Any]) -> dict[str, Any]:
        """Leave."""
        for line in self.lines:
            line.transport.abort()
        await asyncio.gather(*(line.closed for line in self.lines))
        self.lines, self.senders = [], []
        return {}


def _is_up(sock: socket.socket) -> bool:
    """TCP's own word (TCP_INFO, state 1 is established), without reading."""
    return sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 8)[0] == 1


async def main() -> None:
    """Carry out plans until stdin ends."""
    loop = asyncio.get_running_loop()
    crowd = Crowd(loop)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        plan = json.loads(line)
        answer = await getattr(crowd, plan["do"])(plan)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    # What it counts is no garbage, and a pause of its own would look like one of the server.
    gc.disable()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(main())
