"""The chat of one process: its rooms, its people, its doors. Made with its first socket."""

import asyncio
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings

from chat.adapters.bus import RedisLine
from chat.adapters.here import Beats
from chat.hub import Switchboard
from chat.services.store import DatabaseStore
from chat.sockets.here import Roll
from chat.sockets.lobby import Lobby
from chat.sockets.people import People
from core.doors import Doors


class ChatProcess:
    """What all sockets of a process share."""

    def __init__(self) -> None:
        store = DatabaseStore()
        self.people = People(store)
        self.line = RedisLine(settings.REDIS_CHANNELS_URL)
        self.switchboard = Switchboard(store, self.line, self._attend)
        self.doors = Doors()
        self.lobby = Lobby()
        self.roll = Roll(self.people, Beats(settings.REDIS_CHANNELS_URL))
        self._review: asyncio.Task[None] | None = None
        self._calling: asyncio.Task[None] | None = None

    async def _attend(self, letter: dict[str, Any]) -> None:
        # Before anybody is sent to the door, so that nobody comes in by what was true a moment ago.
        self.lobby.forget()
        await self.people.attend(letter)

    def start(self) -> None:
        """Begin to listen."""
        self.switchboard.start()
        self._review = asyncio.create_task(self.people.review_for_ever(), name="chat-review")
        self._calling = asyncio.create_task(self.roll.call_for_ever(), name="chat-roll")

    async def stop(self) -> None:
        """End everything."""
        tasks = [task for task in (self._review, self._calling) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.switchboard.stop()

    @property
    def is_well(self) -> bool:
        """Whether nothing of it has ended by a fault."""
        return self._review is not None and not self._review.done() and self.switchboard.is_well


_processes: "WeakKeyDictionary[asyncio.AbstractEventLoop, ChatProcess]" = WeakKeyDictionary()


def chat_process() -> ChatProcess:
    """The chat of this process's loop, running."""
    loop = asyncio.get_running_loop()
    found = _processes.get(loop)
    if found is None or not found.is_well:
        found = _processes[loop] = ChatProcess()
        found.start()
    return found
