"""The socket of a stream's page: its state, how many watch, and for its owner the health of the signal."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings

from core.consumers import CLOSE_COME_AGAIN, CLOSE_UNSUPPORTED, MOST_TEXT, still_signed_in
from core.doors import CLOSE_TOO_MANY, Doors, household_of
from live.models import Stream
from live.services.access import find_stream, is_unlocked, may_watch
from live.services.announcing import state_event, stream_group
from live.services.audience import audiences
from live.services.control_room import Watchdog, signal_event
from live.services.viewers import member, read_visit

# There is no such stream as far as whoever asks may know.
CLOSE_NOT_THERE = 4404
SIGNAL_EVERY_S = 2.0
# What everybody is told; the rest of a state is for the sockets themselves.
INNER = ("access",)
# Of this process: each socket may count as a viewer, and one address is no crowd.
DOORS = Doors()


class StreamConsumer(AsyncJsonWebsocketConsumer):
    """Relays `live.services.announcing` events. From the page come pings, and whether somebody watches.

    `?visit=` names a viewer who is not signed in, `?control=1` makes it the owner's control room.
    """

    group: str | None = None
    household = ""
    public_id = ""
    access = ""
    member = ""
    watching = False
    signal: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            # Whatever it ended by: Channels tells nobody when a database or Redis is away.
            self._leave()

    async def connect(self) -> None:
        self.public_id = self.scope["url_route"]["kwargs"]["public_id"]
        query = {name: each[0] for name, each in parse_qs(self._query()).items()}
        # Accept first, so that the browser learns the reason instead of a bare 1006.
        await self.accept()
        household = household_of(self.scope)
        if not DOORS.enter(household, settings.LIVE_SOCKETS_PER_IP):
            await self.close(code=CLOSE_TOO_MANY)
            return
        self.household = household
        stream = await self._stream()
        if stream is None:
            await self.close(code=CLOSE_NOT_THERE)
            return
        # Listen first, then read: what happens between the two is told twice rather than never.
        self.group = stream_group(self.public_id)
        await self.channel_layer.group_add(self.group, self.channel_name)
        event = await database_sync_to_async(state_event)(stream)
        self.access = event["access"]
        await self._relay(event)
        visit = await sync_to_async(read_visit)(query.get("visit", ""))
        if self.scope["user"].is_authenticated or visit:
            self.member = member(self.scope["user"], visit)
        await audiences().listen(self.public_id, self)
        if "control" in query and stream.is_owned_by(self.scope["user"]):
            self.member = ""  # who sends does not watch
            self.signal = asyncio.create_task(self._report(stream, query.get("lang", "")))

    def _query(self) -> str:
        return str(self.scope["query_string"][:500].decode("ascii", "replace"))

    async def disconnect(self, code: int) -> None:
        self._leave()
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    def _leave(self) -> None:
        """Be counted nowhere any more. Again is fine."""
        household, self.household = self.household, ""
        if household:
            DOORS.leave(household)
        if self.signal:
            self.signal.cancel()
        if self.group:
            self._watch(False)
            audiences().leave(self.public_id, self)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None, **_more: Any
    ) -> None:
        match _frame(text_data):
            case {"type": "ping"}:
                await self.send_json({"type": "pong"})
            case {"type": "watch", "on": bool(on)} if self.group:
                self._watch(on)
            case _:
                await self.close(code=CLOSE_UNSUPPORTED)

    async def feed_event(self, message: dict[str, Any]) -> None:
        event = message["event"]
        if event.get("access", self.access) != self.access:
            # Privacy, password or the owner's account has changed: judge anew who may go on.
            if await self._stream() is None:
                await self.close(code=CLOSE_COME_AGAIN)
                return
            self.access = event["access"]
        await self._relay(event)

    async def show_viewers(self, viewers: int) -> None:
        """How many watch now."""
        await self.send_json({"type": "live.viewers", "viewers": viewers})

    def _watch(self, on: bool) -> None:
        if not self.member or on == self.watching:
            return
        self.watching = on
        change = audiences().watch if on else audiences().unwatch
        change(self.public_id, self.member)

    async def _relay(self, event: dict[str, Any]) -> None:
        await self.send_json({name: each for name, each in event.items() if name not in INNER})

    @database_sync_to_async
    def _stream(self) -> Stream | None:
        """The stream, if whoever holds the socket may watch it now."""
        stream = find_stream(self.public_id)
        if stream is None:
            return None
        unlocked = is_unlocked(self.scope["session"], stream)
        return stream if may_watch(self.scope["user"], stream, unlocked).allowed else None

    async def _report(self, stream: Stream, language: str) -> None:
        """Tell the owner how the signal is, until the session ends."""
        watchdog = Watchdog()
        while await still_signed_in(self.scope):
            event = await database_sync_to_async(signal_event)(stream.pk, watchdog, language)
            await self.send_json(event)
            await asyncio.sleep(SIGNAL_EVERY_S)
        await self.close(code=CLOSE_COME_AGAIN)


def _frame(text: str | None) -> Any:
    try:
        return json.loads(text) if text is not None and len(text) <= MOST_TEXT else None
    except (ValueError, RecursionError):
        return None
