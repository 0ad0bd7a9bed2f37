"""One room in one process.

Drafts wait for the tick, are stored together, and come back to every process by the bus, this one too. Entries carry the
room's own count (`seq`): a gap in it says that something was missed, and what was missed is read from the store, so that
each member gets each entry once and in order, whatever the bus loses, doubles or overtakes.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from chat.hub.frames import text_frame

logger = logging.getLogger(__name__)

TICK_S = 0.05
TICK_S_PER_MEMBER = 120e-6
MOST_QUEUED_BYTES = 1024**2
MOST_WAITING = 2000
Entry = dict[str, Any]


class Member(Protocol):
    """A socket that listens."""

    user_id: int | None

    def write(self, frame: bytes) -> None:
        """Send bytes that are a frame already."""
        ...

    def queued_bytes(self) -> int:
        """What the other side has not taken yet."""
        ...

    def cut(self) -> None:
        """Close at once: it does not read."""
        ...


class Store(Protocol):
    """Where entries are kept before anybody sees them."""

    async def append(self, room: int, drafts: Sequence["Draft"]) -> list[Entry | Exception]:
        """Store drafts in one go; for each its entry, with `seq`, or why it was refused."""
        ...

    async def since(self, room: int, seq: int, until: int) -> list[Entry]:
        """The entries after `seq` up to `until`, in order."""
        ...

    async def last(self, room: int) -> int:
        """The newest `seq` of the room."""
        ...


Publish = Callable[[int, bytes], Awaitable[None]]


@dataclass
class Draft:
    """What somebody wants to say; `client_id` makes saying it twice one entry."""

    user_id: int
    client_id: str
    payload: dict[str, Any]
    answer: "asyncio.Future[Entry]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class RoomFull(Exception):  # noqa: N818
    """So much is said that more cannot be taken now."""


class RoomHub:
    """See the module. `publish` sends bytes to the hubs of this room in every process."""

    def __init__(self, room: int, store: Store, publish: Publish) -> None:
        self.room = room
        self.store = store
        self.publish = publish
        self.members: set[Member] = set()
        self.drafts: list[Draft] = []
        self.outbox: list[bytes] = []
        self.last_seq = -1
        self.wake = asyncio.Event()
        self.lock = asyncio.Lock()
        self.task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin where the room stands now."""
        self.last_seq = await self.store.last(self.room)
        self.task = asyncio.create_task(self._run(), name=f"room-{self.room}")

    async def stop(self) -> None:
        """Send what is left and end."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        for draft in self.drafts:
            draft.answer.cancel()

    def join(self, member: Member) -> None:
        """Let a socket listen. It has everything up to `last_seq` from elsewhere."""
        self.members.add(member)

    def leave(self, member: Member) -> None:
        """The socket is gone."""
        self.members.discard(member)

    async def say(self, draft: Draft) -> Entry:
        """Store it with what else is said now; the entry. Raises what the store refuses it with, and `RoomFull`."""
        if len(self.drafts) >= MOST_WAITING:
            raise RoomFull
        self.drafts.append(draft)
        self.wake.set()
        return await draft.answer

    async def receive(self, data: bytes) -> None:
        """From the bus: entries that were stored, here or in another process."""
        entries: list[Entry] = json.loads(data)
        async with self.lock:
            await self._take(entries)

    def signal(self, event: Entry) -> None:
        """Show everybody here something that is not kept: counts, and what comes from elsewhere."""
        self.outbox.append(_encode(event))
        self.wake.set()

    async def _take(self, entries: list[Entry]) -> None:
        fresh = [each for each in entries if each["seq"] > self.last_seq]
        if not fresh:
            return
        fresh.sort(key=lambda each: int(each["seq"]))
        if fresh[0]["seq"] > self.last_seq + 1 or len(fresh) != fresh[-1]["seq"] - self.last_seq:
            fresh = await self.store.since(self.room, self.last_seq, fresh[-1]["seq"])
        if fresh:
            self.last_seq = fresh[-1]["seq"]
            self.outbox += [_encode(each) for each in fresh]
            self.wake.set()

    async def _run(self) -> None:
        while True:
            await self.wake.wait()
            self.wake.clear()
            await self._store_drafts()
            self._flush()
            await asyncio.sleep(max(TICK_S, TICK_S_PER_MEMBER * len(self.members)))

    async def _store_drafts(self) -> None:
        drafts, self.drafts = self.drafts, []
        if not drafts:
            return
        try:
            results = await self.store.append(self.room, drafts)
        except Exception as error:  # noqa: BLE001  (each of those who wait is told)
            for draft in drafts:
                if not draft.answer.done():
                    draft.answer.set_exception(error)
            return
        entries = []
        for draft, result in zip(drafts, results, strict=True):
            if not isinstance(result, Exception):
                entries.append(result)  # stored is said, even if who said it is gone
            if draft.answer.done():
                continue
            if isinstance(result, Exception):
                draft.answer.set_exception(result)
            else:
                draft.answer.set_result(result)
        if entries:
            # Our own members get them by the same way as all others: in the room's order.
            await self.receive(json.dumps(entries).encode())
            await self._tell_others(entries)

    async def _tell_others(self, entries: list[Entry]) -> None:
        try:
            await self.publish(self.room, json.dumps(entries, ensure_ascii=False).encode())
        except OSError:
            # Whoever misses it sees the gap at the next entry, or at the next look.
            logger.warning("The bus did not take entries of room %d", self.room, exc_info=True)

    def _flush(self) -> None:
        if not self.outbox:
            return
        pieces, self.outbox = self.outbox, []
        frame = text_frame(b"[" + b",".join(pieces) + b"]")
        for member in list(self.members):
            if member.queued_bytes() > MOST_QUEUED_BYTES:
                self.members.discard(member)
                member.cut()
            else:
                member.write(frame)


def _encode(entry: Entry) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
