"""What hubs, their members and their store are to each other."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Entry = dict[str, Any]
Event = dict[str, Any]
Audience = Literal["all", "moderators"] | int


class Member(Protocol):
    """A socket that listens in one room."""

    user_id: int | None
    keeps_order: bool

    def write(self, frame: bytes) -> None:
        """Send bytes that are a frame already."""
        ...

    def queued_bytes(self) -> int:
        """What the other side has not taken yet."""
        ...

    def cut(self) -> None:
        """Drop the line at once: it does not read."""
        ...

    def close(self, code: int) -> None:
        """Close it in order."""
        ...


@dataclass(frozen=True)
class Said:
    """What became of a draft."""

    id: int
    seq: int | None
    held: bool = False


@dataclass(frozen=True)
class Signal:
    """An event that is not kept, for everybody, those who keep order, or one person."""

    event: Event
    to: Audience = "all"


@dataclass(frozen=True)
class Appended:
    """What storing drafts came to: an outcome for each, and what is to be told."""

    outcomes: Sequence[Said | Exception]
    entries: Sequence[Entry] = ()
    signals: Sequence[Signal] = ()


@dataclass
class Draft:
    """What somebody wants to say; `client_id` makes saying it twice one entry."""

    user_id: int
    client_id: str
    payload: Mapping[str, Any]
    answer: "asyncio.Future[Said] | None" = field(default=None, compare=False)


@dataclass(frozen=True)
class Opening:
    """Where a room stands when a hub begins: its facts for hello, its newest entries in order, its number."""

    facts: Mapping[str, Any]
    recent: Sequence[Entry]
    seq: int


class StoreFailed(Exception):  # noqa: N818
    """The store does not answer now."""


@dataclass(frozen=True)
class Listener:
    """Somebody signed in at a socket: what must still be true for them to go on listening."""

    user_id: int
    session: str
    password_mark: str


class Store(Protocol):
    """Where entries are kept before anybody sees them."""

    async def opening(self, room: int) -> Opening:
        """Where the room stands now."""
        ...

    async def append(self, room: int, drafts: Sequence[Draft]) -> Appended:
        """Store drafts in one go."""
        ...

    async def since(self, room: int, seq: int, until: int) -> list[Entry]:
        """The entries after `seq` up to `until`, in order."""
        ...

    async def tally(self, room: int) -> Signal | None:
        """The counts of the poll that is open."""
        ...

    async def numbers(self, rooms: Collection[int]) -> Mapping[int, int]:
        """The newest number of each room that there is."""
        ...

    async def marks(self, rooms: Collection[int]) -> Mapping[int, str]:
        """What changes with who may read each room."""
        ...

    async def still_in(self, listeners: Collection[Listener]) -> Collection[Listener]:
        """Those who are still signed in as they were."""
        ...
