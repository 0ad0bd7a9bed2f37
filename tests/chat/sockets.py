"""Sockets of rooms for tests: what a browser does, in one process, on the real application."""

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from asgiref.sync import async_to_sync, sync_to_async
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.db import connections
from django.test import Client

from accounts.models import User
from chat.models import Room
from chat.protocol.events import EVENTS
from chat.sockets.process import chat_process
from piyakast.asgi import application

T = TypeVar("T")
PATIENCE_S = 60
Event = dict[str, Any]


class Talker:
    """One socket. Every event that comes is checked against the protocol."""

    def __init__(self, socket: WebsocketCommunicator) -> None:
        self.socket = socket
        self.waiting: list[Event] = []
        self.heard: list[Event] = []
        self.hello: Event = {}

    async def next(self) -> Event:
        """The next event, whatever it is."""
        while not self.waiting:
            text = await self.socket.receive_from(timeout=PATIENCE_S)
            self.waiting = json.loads(text)
            for event in self.waiting:
                EVENTS.validate_python(event)
        event = self.waiting.pop(0)
        self.heard.append(event)
        return event

    async def until(self, kind: str, **members: Any) -> Event:
        """The next event of this kind with these members; those before it are heard too."""
        while True:
            event = await self.next()
            if event["t"] == kind and all(
                event.get(name) == value for name, value in members.items()
            ):
                return event

    async def send(self, **command: Any) -> str:
        """Send a command; its cid."""
        cid = command.setdefault("cid", str(uuid.uuid4()))
        await self.socket.send_to(text_data=json.dumps(command))
        return str(cid)

    async def say(self, text: str, **more: Any) -> Event:
        """Say something; the `ok`, `no` or `told` that comes."""
        return await self._answer(await self.send(do="say", text=text, **more))

    async def act(self, act: str, **members: Any) -> Event:
        """Do something as a moderator; the answer."""
        return await self._answer(await self.send(do="act", act=act, **members))

    async def ask(self, do: str, **members: Any) -> Event:
        """Anything else with a cid; the answer."""
        return await self._answer(await self.send(do=do, **members))

    async def _answer(self, cid: str) -> Event:
        while True:
            event = await self.next()
            if event["t"] in {"ok", "no", "told", "card"} and event["cid"] == cid:
                return event

    async def closed(self) -> int:
        """The code that the server closes with."""
        while True:
            output = await self.socket.receive_output(timeout=PATIENCE_S)
            if output["type"] == "websocket.close":
                return int(output["code"])

    async def quiet(self) -> bool:
        """Whether nothing but an answer, and counts, comes: everything that was on its way has been heard."""
        await self.send(do="ping")
        others = 0
        while (event := await self.next())["t"] != "pong":
            others += event["t"] != "viewers"
        return others == 0

    async def leave(self) -> None:
        """Close it."""
        await self.socket.disconnect(timeout=PATIENCE_S)


class Party:
    """Opens sockets into one room."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.sockets: list[Talker] = []

    async def open(
        self, user: User | None = None, *, last: int | None = None, query: str = "", **headers: str
    ) -> Talker:
        """A socket that is accepted, with its hello not yet read."""
        named = {"origin": "http://testserver", **headers}
        if user is not None:
            named["cookie"] = f"{settings.SESSION_COOKIE_NAME}={await cookie_of(user)}"
        lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()]
        query = query or (f"last={last}" if last is not None else "")
        path = f"/ws/chat/{self.room.public_id}?{query}"
        socket = WebsocketCommunicator(application, path, headers=lines)
        connected, _protocol = await socket.connect(timeout=PATIENCE_S)
        assert connected
        talker = Talker(socket)
        self.sockets.append(talker)
        return talker

    async def come(self, user: User | None = None, **how: Any) -> Talker:
        """A socket that is in, with its hello read."""
        talker = await self.open(user, **how)
        talker.hello = await talker.next()
        assert talker.hello["t"] == "hello"
        return talker


async def cookie_of(user: User) -> str:
    """The cookie of a session of theirs."""

    def make() -> str:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return str(client.cookies[settings.SESSION_COOKIE_NAME].value)

    return await in_database(make)


async def in_database(work: Callable[[], T]) -> T:
    """Do something with rows beside open sockets."""
    done: T = await database_sync_to_async(work)()
    return done


def chatting(room: Room, scene: Callable[[Party], Awaitable[T]]) -> T:
    """Play `scene` with the chat of a process of its own, and see that nothing of it is left."""

    @async_to_sync
    async def play() -> T:
        party = Party(room)
        process = chat_process()
        try:
            await process.line.ready.wait()
            return await scene(party)
        finally:
            for talker in party.sockets:
                await talker.leave()
            await process.stop()
            await sync_to_async(connections.close_all)()

    # In a thread of its own: a browser test before this one leaves its loop running in ours.
    with ThreadPoolExecutor(1) as pool:
        done: T = pool.submit(play).result()
        return done


async def together(*coroutines: Coroutine[Any, Any, T]) -> list[T]:
    """All of them at once."""
    return list(await asyncio.gather(*coroutines))
