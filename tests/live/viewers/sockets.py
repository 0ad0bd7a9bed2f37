"""Sockets of a stream's page, as browsers open them."""

import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.db import connections
from django.test import Client

from live.models import Stream
from piyakast.asgi import application

PATIENCE_S = 60


class Page:
    """One open page. `heard` is everything that came."""

    def __init__(self, stream: Stream, *, client: Client | None = None, query: str = "") -> None:
        headers = [(b"origin", b"http://testserver")]
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME) if client else None
        if cookie:
            pair = f"{settings.SESSION_COOKIE_NAME}={cookie.value}"
            headers.append((b"cookie", pair.encode()))
        path = f"/ws/live/{stream.public_id}?{query}"
        self.socket = WebsocketCommunicator(application, path, headers=headers)
        self.heard: list[dict[str, Any]] = []

    async def open(self) -> None:
        connected, _protocol = await self.socket.connect(timeout=PATIENCE_S)
        assert connected

    async def send(self, frame: dict[str, Any]) -> None:
        await self.socket.send_json_to(frame)

    async def until(self, kind: str, **facts: Any) -> dict[str, Any]:
        """The next event of this kind with these facts."""
        while True:
            output = await self.socket.receive_output(timeout=PATIENCE_S)
            if output["type"] == "websocket.close":
                assert kind == "close", f"closed with {output.get('code')} after {self.heard}"
                return {"code": output.get("code")}
            event = _read(output)
            self.heard.append(event)
            if event["type"] == kind and facts.items() <= event.items():
                return event

    async def leave(self) -> None:
        await self.socket.disconnect(timeout=PATIENCE_S)


def _read(output: dict[str, Any]) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(output["text"])
    return event


def play(scene: Callable[[], Awaitable[Any]]) -> Any:
    """Run a scene in a loop of its own: a browser test before this one leaves its loop running in ours."""

    @async_to_sync
    async def run() -> Any:
        found = await scene()
        await sync_to_async(connections.close_all)()
        return found

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()
