"""The people who watch through this process: one beat a second for all of them, and the number told to their pages."""

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol
from weakref import WeakKeyDictionary

from asgiref.sync import sync_to_async

from live.services.viewers import BEAT_S, beat

logger = logging.getLogger(__name__)


class Listener(Protocol):
    """An open page of a stream."""

    async def show_viewers(self, viewers: int) -> None:
        """How many watch now."""
        ...


@dataclass
class _Audience:
    """`members` by how many pages each has open."""

    listeners: set[Listener] = field(default_factory=set)
    members: Counter[str] = field(default_factory=Counter)
    told: int | None = None


class Audiences:
    """Every stream that has an open page in this process."""

    def __init__(self) -> None:
        self.streams: dict[str, _Audience] = {}
        self.heart: asyncio.Task[None] | None = None

    async def listen(self, stream: str, listener: Listener) -> None:
        """Tell `listener` how many watch, now and whenever it changes."""
        audience = self.streams.setdefault(stream, _Audience())
        audience.listeners.add(listener)
        if self.heart is None or self.heart.done():
            self.heart = asyncio.create_task(self._live())
        if audience.told is not None:
            await listener.show_viewers(audience.told)

    def watch(self, stream: str, member: str) -> None:
        """One more page on which `member` watches. Only for a stream that is listened to."""
        self.streams[stream].members[member] += 1

    def unwatch(self, stream: str, member: str) -> None:
        """One page less."""
        if audience := self.streams.get(stream):
            audience.members -= Counter({member: 1})

    def leave(self, stream: str, listener: Listener) -> None:
        """Tell `listener` nothing more."""
        audience = self.streams.get(stream)
        if audience is None:
            return
        audience.listeners.discard(listener)
        if not audience.listeners:
            del self.streams[stream]

    async def _live(self) -> None:
        while self.streams:
            present = {name: list(each.members) for name, each in self.streams.items()}
            # Not the one thread that the ORM has: nothing waits for a beat.
            counts = await sync_to_async(beat, thread_sensitive=False)(present)
            for name, viewers in counts.items():
                await self._tell(name, viewers)
            await asyncio.sleep(BEAT_S)

    async def _tell(self, stream: str, viewers: int) -> None:
        audience = self.streams.get(stream)
        if audience is None or audience.told == viewers:
            return
        audience.told = viewers
        telling = [listener.show_viewers(viewers) for listener in audience.listeners]
        outcomes = await asyncio.gather(*telling, return_exceptions=True)
        failed = [each for each in outcomes if isinstance(each, Exception)]
        if failed:
            # One page that cannot be told must not keep the others from it.
            logger.warning("%d pages of %s were not told: %r", len(failed), stream, failed[0])


_here: WeakKeyDictionary[asyncio.AbstractEventLoop, Audiences] = WeakKeyDictionary()


def audiences() -> Audiences:
    """Those of the loop that runs: a process has one."""
    return _here.setdefault(asyncio.get_running_loop(), Audiences())
