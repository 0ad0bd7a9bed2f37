"""How what is said comes into the store: the first at once, the rest in batches, whatever the bus does."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chat.hub import (  # fmt: skip
    Appended,
    Draft,
    Entry,
    Listener,
    Opening,
    RoomFull,
    RoomHub,
    Said,
    Signal,
    StoreFailed,
)
from chat.hub.intake import MOST_AT_ONCE, MOST_WAITING
from chat.hub.room import MOST_LETTERS


class Shelf:
    """A store in memory, which takes its time while `gate` is shut."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()
        self.batches: list[list[str]] = []
        self.entered = asyncio.Condition()
        self.seq = 0
        self.is_down = False

    async def append(self, room: int, drafts: Sequence[Draft]) -> Appended:
        async with self.entered:
            self.batches.append([draft.client_id for draft in drafts])
            self.entered.notify_all()
        await self.gate.wait()
        if self.is_down:
            raise StoreFailed
        entries: list[Entry] = []
        for draft in drafts:
            self.seq += 1
            entries.append(
                {"t": "message", "seq": self.seq, "id": self.seq, "cid": draft.client_id}
            )
        return Appended([Said(each["id"], each["seq"]) for each in entries], entries)

    async def opening(self, room: int) -> Opening:
        return Opening({}, [], 0)

    async def since(self, room: int, seq: int, until: int) -> list[Entry]:
        raise AssertionError("nothing is missed here")

    async def tally(self, room: int) -> Signal | None:
        return None

    async def numbers(self, rooms: Collection[int]) -> Mapping[int, int]:
        return {}

    async def marks(self, rooms: Collection[int]) -> Mapping[int, str]:
        return {}

    async def still_in(self, listeners: Collection[Listener]) -> Collection[Listener]:
        return listeners


class Ear:
    """A member that hears."""

    user_id: int | None = None
    keeps_order = False

    def __init__(self) -> None:
        self.heard = b""
        self.changed = asyncio.Event()

    def write(self, frame: bytes) -> None:
        self.heard += frame
        self.changed.set()

    def queued_bytes(self) -> int:
        return 0

    def cut(self) -> None:
        raise AssertionError("it reads")

    def close(self, code: int) -> None:
        raise AssertionError("it may stay")

    async def hears(self, cid: str) -> None:
        """Wait until it has."""
        while f'"cid":"{cid}"'.encode() not in self.heard:
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), 60)


def play(scene: Callable[[Shelf], Awaitable[None]]) -> None:
    """On a loop of its own, in a thread of its own: a browser test may have left one running in ours."""

    async def on_a_loop() -> None:
        await scene(Shelf())

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(on_a_loop())).result()


async def opened(shelf: Shelf, publish: Any) -> tuple[RoomHub, Ear]:
    hub, ear = RoomHub(1, shelf, publish), Ear()
    await hub.start()
    await hub.join(ear)
    return hub, ear


async def into_the_air(_room: int, _letter: dict[str, Any]) -> None:
    """A bus with nobody else on it."""


def say(hub: RoomHub, *cids: str) -> list["asyncio.Task[Said]"]:
    return [asyncio.create_task(hub.say(Draft(1, cid, {"text": "x"}))) for cid in cids]


def test_what_is_said_while_a_batch_is_stored_is_the_next_one() -> None:
    async def scene(shelf: Shelf) -> None:
        hub, ear = await opened(shelf, into_the_air)
        shelf.gate.clear()
        first = say(hub, "a")
        async with shelf.entered:
            await shelf.entered.wait_for(lambda: shelf.batches == [["a"]])
        rest = say(hub, *(f"{n}" for n in range(MOST_AT_ONCE + 5)))
        await asyncio.sleep(0)
        assert not ear.heard  # nobody sees what is not stored yet
        shelf.gate.set()
        said = [await each for each in (*first, *rest)]
        assert [each.seq for each in said] == list(range(1, MOST_AT_ONCE + 7))
        assert [len(batch) for batch in shelf.batches] == [1, MOST_AT_ONCE, 5]
        await ear.hears(f"{MOST_AT_ONCE + 4}")
        await hub.stop()

    play(scene)


def test_a_store_that_fails_answers_everybody_and_is_asked_again() -> None:
    async def scene(shelf: Shelf) -> None:
        hub, ear = await opened(shelf, into_the_air)
        shelf.is_down = True
        failed = await asyncio.gather(*say(hub, "a", "b"), return_exceptions=True)
        assert [type(each) for each in failed] == [StoreFailed, StoreFailed]
        shelf.is_down = False
        assert (await say(hub, "a")[0]).seq == 1
        await ear.hears("a")
        await hub.stop()

    play(scene)


def test_a_room_takes_so_much_and_no_more_and_tells_who_waits_that_it_ends() -> None:
    async def scene(shelf: Shelf) -> None:
        hub, _ear = await opened(shelf, into_the_air)
        shelf.gate.clear()
        inside = say(hub, "a")
        async with shelf.entered:
            await shelf.entered.wait_for(lambda: shelf.batches)
        waiting = say(hub, *(f"{n}" for n in range(MOST_WAITING)))
        await asyncio.sleep(0)
        with pytest.raises(RoomFull):
            await hub.say(Draft(1, "one too many", {"text": "x"}))
        await hub.stop()
        ended = await asyncio.gather(*inside, *waiting, return_exceptions=True)
        assert {type(each) for each in ended} == {asyncio.CancelledError}

    play(scene)


def test_a_bus_that_hangs_holds_up_nobody() -> None:
    async def scene(shelf: Shelf) -> None:
        hung = asyncio.Event()

        async def hang(_room: int, _letter: dict[str, Any]) -> None:
            hung.set()
            await asyncio.Event().wait()

        hub, ear = await opened(shelf, hang)
        await say(hub, "a")[0]
        await asyncio.wait_for(hung.wait(), 60)
        for n in range(MOST_LETTERS + 2):
            await hub._tell(Appended([], [], [Signal({"t": "viewers", "n": n}, "moderators")]))
        assert (await say(hub, "b")[0]).seq == 2
        await ear.hears("b")
        await hub.stop()

    play(scene)
