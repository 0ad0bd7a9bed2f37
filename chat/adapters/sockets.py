"""Writing frames to WebSockets: straight into Daphne's transport where that can be, else through ASGI.

A frame that goes to thousands is encoded once. Through ASGI each socket costs a task, a queue and another encoding;
straight to the transport it is one system call. What the other side has not taken is known in both cases.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from autobahn.twisted.websocket import WebSocketServerProtocol
from django.conf import settings
from twisted.internet.tcp import Server as PlainTransport

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Socket(Protocol):
    """One accepted WebSocket."""

    def write(self, frame: bytes) -> None:
        """Send an unmasked text frame."""
        ...

    def queued_bytes(self) -> int:
        """What the other side has not taken yet."""
        ...

    def cut(self) -> None:
        """Drop the line at once."""
        ...

    def close(self, code: int) -> None:
        """Close it in order, after what was written."""
        ...


def socket_for(send: Send) -> Socket:
    """The best way to write to the client behind `send`, which has accepted."""
    protocol = _protocol_of(send)
    if protocol is not None and settings.CHAT_DIRECT_WRITES and _is_plain(protocol):
        return DirectSocket(protocol)
    return QueuedSocket(send, protocol)


def limit_frames(send: Send, most_bytes: int) -> None:
    """Have the server refuse larger frames, and messages of more frames, before it has gathered them."""
    protocol = _protocol_of(send)
    if protocol is not None:
        protocol.maxFramePayloadSize = protocol.maxMessagePayloadSize = most_bytes


def _protocol_of(send: Any) -> Any:
    """Daphne's protocol object, which its `send` is bound to, under what middleware wraps around it."""
    for _depth in range(8):
        bound = getattr(send, "args", ())
        if bound and isinstance(bound[0], WebSocketServerProtocol):
            return bound[0]
        send = getattr(getattr(send, "__self__", None), "real_send", None)
        if send is None:
            return None
    return None


def _is_plain(protocol: Any) -> bool:
    """Whether bytes go to a kernel socket as they are. Under TLS, or compressed, they do not."""
    compressed = getattr(protocol, "websocket_extensions_in_use", None)
    return (
        isinstance(protocol.transport, PlainTransport)
        and not compressed
        and not protocol.transport.TLS
    )


def _pending(transport: Any) -> int:
    """Bytes that Twisted holds for a client that does not take them."""
    return int(len(transport.dataBuffer) - transport.offset + transport._tempDataLen)


class DirectSocket:
    """Writes to the kernel itself while nothing waits before it."""

    __slots__ = ("_protocol", "_transport")

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._transport = protocol.transport

    def write(self, frame: bytes) -> None:
        transport = self._transport
        if self._protocol.state != WebSocketServerProtocol.STATE_OPEN or not transport.connected:
            return
        if _pending(transport):
            transport.write(frame)  # behind what waits
            return
        try:
            sent = transport.socket.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            return  # gone: the reactor finds out by itself
        if sent < len(frame):
            transport.write(frame[sent:])

    def queued_bytes(self) -> int:
        return _pending(self._transport)

    def cut(self) -> None:
        self._transport.abortConnection()

    def close(self, code: int) -> None:
        self._protocol.sendClose(code=code)


class QueuedSocket:
    """Writes through ASGI, one message after the other, in a task of its own."""

    def __init__(self, send: Send, protocol: Any = None) -> None:
        self._send = send
        self._protocol = protocol
        self._queue: deque[dict[str, Any]] = deque()
        self._bytes = 0
        self._task: asyncio.Task[None] | None = None

    def write(self, frame: bytes) -> None:
        payload = _payload(frame)
        self._bytes += len(payload)
        self._put({"type": "websocket.send", "text": payload.decode()})

    def queued_bytes(self) -> int:
        return self._bytes + (_pending(self._protocol.transport) if self._measurable else 0)

    def cut(self) -> None:
        self._queue.clear()
        if self._measurable:
            self._protocol.transport.abortConnection()
        else:
            self._put({"type": "websocket.close", "code": 4408})

    def close(self, code: int) -> None:
        self._put({"type": "websocket.close", "code": code})

    @property
    def _measurable(self) -> bool:
        return self._protocol is not None and isinstance(self._protocol.transport, PlainTransport)

    def _put(self, message: dict[str, Any]) -> None:
        self._queue.append(message)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        while self._queue:
            message = self._queue.popleft()
            self._bytes -= len(message.get("text", "").encode())
            try:
                await self._send(message)
            except (OSError, RuntimeError):
                # The server says so when the client has gone in the middle.
                self._queue.clear()


def _payload(frame: bytes) -> bytes:
    """The text of a frame made by `text_frame`."""
    size = frame[1]
    return frame[2:] if size < 126 else frame[4:] if size == 126 else frame[10:]
