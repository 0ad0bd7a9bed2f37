"""All rooms of one process: opened for the first socket, closed some time after the last, and one line to other processes.

Nothing relies on the bus alone. Every few seconds the rooms' numbers are read from the store, more often while the bus is
down, and what was missed is caught up with.
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from chat.hub.contract import Store, StoreFailed
from chat.hub.room import RoomHub

logger = logging.getLogger(__name__)

LOOK_S = 5.0
LOOK_WITHOUT_BUS_S = 1.0
EMPTY_KEPT_S = 30.0
MOST_ROOMS = 5000
Letter = dict[str, Any]


class Line(Protocol):
    """The bus, as a switchboard uses it."""

    @property
    def up(self) -> bool:
        """Whether letters come."""
        ...

    async def run(
        self,
        receive: Callable[[int | None, Letter], Awaitable[None]],
        came_back: Callable[[], Awaitable[None]],
    ) -> None:
        """Listen until cancelled; `receive(room, letter)`, None for what concerns every process."""
        ...

    async def listen(self, room: int) -> None:
        """Hear letters of one more room; returns when they are sure to come, or the bus is down."""
        ...

    async def unlisten(self, room: int) -> None:
        """Hear them no more."""
        ...

    async def send(self, room: int, letter: Letter) -> None:
        """Send to the hubs of a room. A bus that is down loses it."""
        ...

    async def count(self, present: Mapping[int, int]) -> Mapping[int, int]:
        """Say how many sockets each room has here; how many it has in all processes."""
        ...


class TooManyRooms(Exception):  # noqa: N818
    """This process has as many rooms as it takes."""


class Switchboard:
    """See the module. `attend(letter)` gets what concerns people instead of rooms."""

    def __init__(
        self, store: Store, line: Line, attend: Callable[[Letter], Awaitable[None]]
    ) -> None:
        self.store = store
        self.line = line
        self.attend = attend
        self.rooms: dict[int, RoomHub] = {}
        self._opening: dict[int, asyncio.Task[RoomHub]] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to listen and to look."""
        self._tasks = [
            asyncio.create_task(self.line.run(self._receive, self.look), name="chat-line"),
            asyncio.create_task(self._look_for_ever(), name="chat-look"),
        ]

    async def stop(self) -> None:
        """End everything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(hub.stop() for hub in self.rooms.values()))
        self.rooms.clear()

    @property
    def is_well(self) -> bool:
        """Whether it listens and looks."""
        return all(not task.done() for task in self._tasks)

    async def hub(self, room: int) -> RoomHub:
        """The room's hub, opened if need be. Raises `StoreFailed` and `TooManyRooms`."""
        found = self.rooms.get(room)
        if found is not None:
            return found
        opening = self._opening.get(room)
        if opening is None:
            if len(self.rooms) + len(self._opening) >= MOST_ROOMS:
                raise TooManyRooms
            opening = asyncio.create_task(self._open(room), name=f"room-{room}-open")
            self._opening[room] = opening
            opening.add_done_callback(lambda _task: self._opening.pop(room, None))
        # Of those who wait for the same room one may go away without taking it from the others.
        return await asyncio.shield(opening)

    async def _open(self, room: int) -> RoomHub:
        hub = RoomHub(room, self.store, self.line.send)
        # Listening first: what is said between the two is heard, and known by its number.
        await self.line.listen(room)
        try:
            await hub.start()
        except StoreFailed:
            await self.line.unlisten(room)
            raise
        self.rooms[room] = hub
        return hub

    async def _receive(self, room: int | None, letter: Letter) -> None:
        if room is None:
            await self.attend(letter)
        elif room in self.rooms:
            await self.rooms[room].receive(letter)

    async def _look_for_ever(self) -> None:
        while True:
            pause = LOOK_S if self.line.up else LOOK_WITHOUT_BUS_S
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311
            await self.look()
            await self._close_empty()
            await self._count()

    async def look(self) -> None:
        """Catch up with whatever was missed."""
        try:
            numbers = await self.store.numbers(list(self.rooms))
            for room, seq in numbers.items():
                if room in self.rooms:
                    await self.rooms[room].look(seq)
        except StoreFailed:
            logger.warning("Chat cannot look for what it missed: the database does not answer")

    async def _close_empty(self) -> None:
        now = time.monotonic()
        for room, hub in list(self.rooms.items()):
            forgotten = not hub.members and now - hub.empty_since > EMPTY_KEPT_S
            if forgotten or not hub.is_well:
                del self.rooms[room]
                for member in list(hub.members):
                    member.cut()
                await self.line.unlisten(room)
                await hub.stop()

    async def _count(self) -> None:
        present = {room: len(hub.members) for room, hub in self.rooms.items()}
        for room, everywhere in (await self.line.count(present)).items():
            hub = self.rooms.get(room)
            if hub is not None and hub.facts.get("viewers") != everywhere:
                hub.facts["viewers"] = everywhere
                hub.tell({"t": "viewers", "n": everywhere}, only_latest="viewers")
