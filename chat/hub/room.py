"""One room in one process.

What is said is stored in batches (`Intake`), shown here, and sent to the other processes by the bus. Entries carry the
room's own count (`seq`): a gap in it says that something was missed, and what was missed is read from the store, so that
each member gets each entry once and in order, whatever the bus loses, doubles or overtakes.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from chat.hub.contract import (
    Appended,
    Draft,
    Entry,
    Event,
    Member,
    Said,
    Signal,
    Store,
    StoreFailed,
)
from chat.hub.frames import text_frame
from chat.hub.intake import Intake
from chat.hub.recent import MOST_MISSED, Recent, encode

logger = logging.getLogger(__name__)

# From one frame to the next: at least so long, and long enough that writing takes at most this share of it.
TICK_S = 0.04
MOST_WRITING = 0.6
WRITES_FOR_A_BATCH = 0.8
TALLY_S = 0.5
MOST_QUEUED_BYTES = 1024**2
MOST_LETTERS = 100
# What is told in hello besides the entries, and which entries change it.
FACTS = {"rules": "rules", "pinned": "message", "poll": "poll"}

Publish = Callable[[int, dict[str, Any]], Awaitable[None]]


class RoomHub:
    """See the module. `publish` sends a letter to the hubs of this room in every process."""

    def __init__(self, room: int, store: Store, publish: Publish) -> None:
        self.room = room
        self.store = store
        self.publish = publish
        self.members: set[Member] = set()
        self.intake = Intake(room, store, self._tell, self._pace_s)
        self.outbox: list[bytes] = []
        self.latest: dict[str, bytes] = {}
        self.recent = Recent()
        self.facts: dict[str, Any] = {}
        self.last_seq = 0
        self.empty_since = time.monotonic()
        self._written = asyncio.Event()
        self._period_s = TICK_S
        self._ended = False
        self._letters: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MOST_LETTERS)
        self._lock = asyncio.Lock()
        self._joining: list[tuple[Member, asyncio.Future[int]]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._tallying: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin where the room stands now."""
        opening = await self.store.opening(self.room)
        self.facts = dict(opening.facts)
        self.recent = Recent(opening.recent)
        self.last_seq = opening.seq
        self._tasks = [
            asyncio.create_task(self.intake.run(), name=f"room-{self.room}-store"),
            asyncio.create_task(self._write(), name=f"room-{self.room}-write"),
            asyncio.create_task(self._post(), name=f"room-{self.room}-post"),
        ]

    async def stop(self) -> None:
        """End; who still waits for an answer learns that none comes."""
        self._ended = True
        tasks = [*self._tasks, *([self._tallying] if self._tallying else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.intake.give_up()

    @property
    def is_well(self) -> bool:
        """Whether it works: its tasks end only by a fault or by `stop`."""
        return all(not task.done() for task in self._tasks)

    # --- Members ------------------------------------------------------------------------------

    async def join(self, member: Member) -> int:
        """Let a socket listen: it hears everything after the number that is returned, and nothing up to it."""
        if self.outbox:
            # What waits there is part of `last_seq`: whoever joins now would hear it twice.
            joined: asyncio.Future[int] = asyncio.get_running_loop().create_future()
            self._joining.append((member, joined))
            return await joined
        self.members.add(member)
        return self.last_seq

    def leave(self, member: Member) -> None:
        """The socket is gone."""
        self.members.discard(member)
        if not self.members:
            self.empty_since = time.monotonic()

    async def catch_up(self, last: int | None, until: int) -> tuple[list[bytes], bool]:
        """What somebody who has seen up to `last` missed up to `until`, encoded, and whether it was too much."""
        if last is None or last > until:
            return self.recent.first_sight(), False
        skipped = until - last > MOST_MISSED
        start = until - MOST_MISSED if skipped else last
        if self.recent.covers(start):
            missed = self.recent.after(start)
        else:
            missed = [encode(each) for each in await self.store.since(self.room, start, until)]
        # Newer ones come by themselves, to everybody.
        return missed[: until - start], skipped

    # --- What is said -------------------------------------------------------------------------

    async def say(self, draft: Draft) -> Said:
        """Store it with what else is said now. Raises what the store refuses it with, and `RoomFull`."""
        return await self.intake.say(draft)

    def _pace_s(self) -> float:
        """Batches come a little slower than frames may: each is written as soon as it is stored."""
        return self._period_s / WRITES_FOR_A_BATCH

    async def _tell(self, appended: Appended) -> None:
        await self._take_quietly(appended.entries)
        for signal in appended.signals:
            self.signal(signal)
        letter = letter_of(appended.entries, appended.signals)
        if letter and not self._letters.full():  # who gets none finds out by the numbers
            self._letters.put_nowait(letter)

    async def _post(self) -> None:
        """Send letters in order, beside the storing: a bus that hangs holds up nobody here."""
        while (
            not self._ended
        ):  # cancelled as it sends, it may learn of that as of a failure of the bus
            await self.publish(self.room, await self._letters.get())

    # --- What comes from the bus --------------------------------------------------------------

    async def receive(self, letter: dict[str, Any]) -> None:
        """Entries that were stored, and signals, from another process; from this one they are known."""
        await self._take_quietly(letter.get("entries", ()))
        for each in letter.get("signals", ()):
            self.signal(Signal(each["event"], each["to"]))
        if letter.get("tally"):
            self.tally_soon()

    async def _take_quietly(self, entries: Sequence[Entry]) -> None:
        try:
            await self.take(entries)
        except StoreFailed:
            logger.warning("Room %d waits for its store", self.room)  # the next look brings it

    async def take(self, entries: Sequence[Entry]) -> None:
        """Show entries that are stored, each once and in order."""
        async with self._lock:
            fresh = sorted(
                (each for each in entries if each["seq"] > self.last_seq),
                key=lambda each: int(each["seq"]),
            )
            if not fresh:
                return
            until = fresh[-1]["seq"]
            if len(fresh) != until - self.last_seq or fresh[0]["seq"] != self.last_seq + 1:
                fresh = await self.store.since(self.room, self.last_seq, until)
            await self._show_all(fresh)

    async def look(self, seq: int) -> None:
        """The room has got to `seq`: what is not here yet was missed."""
        if seq <= self.last_seq:
            return
        async with self._lock:
            await self._show_all(await self.store.since(self.room, self.last_seq, seq))

    async def _show_all(self, entries: Sequence[Entry]) -> None:
        # Whoever has left the site is also quoted in answers to what is not remembered here: all is read anew,
        # before any of it is shown, so that a store that fails now is asked again.
        left = any(entry.get("left") for entry in entries)
        anew = await self.store.opening(self.room) if left else None
        for entry in entries:
            self._show(entry)
        if anew is not None:
            self.recent = Recent(each for each in anew.recent if each["seq"] <= self.last_seq)
            self.facts.update(anew.facts)

    def _show(self, entry: Entry) -> None:
        self.last_seq = entry["seq"]
        self.outbox.append(self.recent.add(entry))
        kind = entry["t"]
        if kind in FACTS:
            self.facts[kind] = entry[FACTS[kind]]
            if kind == "poll" and entry["poll"]["closed"]:
                self.facts["poll"] = None
        self._written.set()

    def signal(self, signal: Signal) -> None:
        """Show something that is not kept."""
        if signal.to == "all":
            self.tell(signal.event)
            return
        frame = text_frame(encode([signal.event]))
        for member in list(self.members):
            if member.keeps_order if signal.to == "moderators" else member.user_id == signal.to:
                self._send(member, frame)

    def tell(self, event: Event, *, only_latest: str = "") -> None:
        """Show everybody here something; of those with the same name only the latest of a tick."""
        if only_latest:
            self.latest[only_latest] = encode(event)
        else:
            self.outbox.append(encode(event))
        self._written.set()

    # --- Polls --------------------------------------------------------------------------------

    def tally_soon(self) -> None:
        """Somebody voted: count in a moment, once for all who vote until then."""
        if self._tallying is None or self._tallying.done():
            self._tallying = asyncio.create_task(self._tally(), name=f"room-{self.room}-tally")

    async def _tally(self) -> None:
        await asyncio.sleep(TALLY_S)
        self._tallying = None  # who votes from here on is counted next time
        try:
            counted = await self.store.tally(self.room)
        except StoreFailed:
            return
        if counted is not None:
            self._recount(counted.event)
            self.tell(counted.event, only_latest="votes")

    def _recount(self, counted: Event) -> None:
        """Who joins later reads the votes of now, not those of when the poll was opened."""
        poll = self.facts.get("poll")
        if poll and poll["id"] == counted["poll"]:
            pairs = zip(poll["options"], counted["votes"], strict=True)
            options = [{**option, "votes": votes} for option, votes in pairs]
            self.facts["poll"] = {**poll, "options": options}

    # --- Sockets ------------------------------------------------------------------------------

    async def _write(self) -> None:
        while True:
            await self._written.wait()
            self._written.clear()
            began = time.perf_counter()
            self._flush()
            took_s = time.perf_counter() - began
            self._period_s = max(TICK_S, took_s / MOST_WRITING)
            await asyncio.sleep(self._period_s - took_s)

    def _flush(self) -> None:
        pieces, self.outbox = [*self.outbox, *self.latest.values()], []
        self.latest = {}
        if not pieces:
            return
        frame = text_frame(b"[" + b",".join(pieces) + b"]")
        for member in list(self.members):
            self._send(member, frame)
        joining, self._joining = self._joining, []
        for member, joined in joining:
            if not joined.done():
                self.members.add(member)
                joined.set_result(self.last_seq)

    def _send(self, member: Member, frame: bytes) -> None:
        if member.queued_bytes() > MOST_QUEUED_BYTES:
            self.leave(member)
            member.cut()
        else:
            member.write(frame)


def letter_of(entries: Sequence[Entry], signals: Sequence[Signal]) -> dict[str, Any]:
    """What goes over the bus; empty when there is nothing to tell."""
    letter: dict[str, Any] = {}
    if entries:
        letter["entries"] = list(entries)
    if signals:
        letter["signals"] = [{"event": each.event, "to": each.to} for each in signals]
    return letter
