"""What is said in one room, on its way into the store: gathered while the batch before is being stored."""

import asyncio
from collections.abc import Awaitable, Callable

from chat.hub.contract import Appended, Draft, Said, Store, StoreFailed

MOST_WAITING = 2000
MOST_AT_ONCE = 200


class RoomFull(Exception):  # noqa: N818
    """So much is said that more cannot be taken now."""


class Intake:
    """Stores drafts, one batch at a time. `tell` shows what came of a batch; `pace_s` is the least time from one to the next.

    The first of a quiet room is stored at once. A batch costs the same for one message as for twenty: the pace keeps a busy
    room from storing each by itself.
    """

    def __init__(
        self,
        room: int,
        store: Store,
        tell: Callable[[Appended], Awaitable[None]],
        pace_s: Callable[[], float],
    ) -> None:
        self.room = room
        self.store = store
        self.drafts: list[Draft] = []
        self._storing: list[Draft] = []
        self._tell = tell
        self._pace_s = pace_s
        self._wake = asyncio.Event()

    async def say(self, draft: Draft) -> Said:
        """Store it with what else is said now. Raises what the store refuses it with, and `RoomFull`."""
        if len(self.drafts) >= MOST_WAITING:
            raise RoomFull
        draft.answer = asyncio.get_running_loop().create_future()
        self.drafts.append(draft)
        self._wake.set()
        return await draft.answer

    async def run(self) -> None:
        """Store whatever comes, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self._wake.wait()
            began = loop.time()
            batch, self.drafts = self.drafts[:MOST_AT_ONCE], self.drafts[MOST_AT_ONCE:]
            if not self.drafts:
                self._wake.clear()
            self._storing = batch
            await self._store(batch)
            await asyncio.sleep(began + self._pace_s() - loop.time())

    def give_up(self) -> None:
        """Whoever still waits for an answer learns that none comes."""
        for draft in (*self._storing, *self.drafts):
            if draft.answer is not None:
                draft.answer.cancel()

    async def _store(self, batch: list[Draft]) -> None:
        try:
            appended = await self.store.append(self.room, batch)
        except StoreFailed as error:
            appended = Appended([error] * len(batch))
        for draft, outcome in zip(batch, appended.outcomes, strict=True):
            if draft.answer is None or draft.answer.done():
                continue  # stored is said, even if who said it is gone
            if isinstance(outcome, Exception):
                draft.answer.set_exception(outcome)
            else:
                draft.answer.set_result(outcome)
        await self._tell(appended)
