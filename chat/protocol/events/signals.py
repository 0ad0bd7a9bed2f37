"""What is told while it happens and not kept."""

from typing import Literal

from chat.protocol.events.entries import SaidPart
from chat.protocol.parts import Part


class Unplaced(SaidPart):
    """A message that is held: it has no number yet."""

    t: Literal["message"]


class Viewers(Part):
    """How many sockets the room has."""

    t: Literal["viewers"]
    n: int


class Votes(Part):
    """Counts of the open poll."""

    t: Literal["votes"]
    poll: str
    votes: list[int]


class Held(Part):
    """For moderators: a message waits."""

    t: Literal["held"]
    message: Unplaced
    why: str


class Decided(Part):
    """For moderators: they wait no longer."""

    t: Literal["decided"]
    ids: list[int]
    approved: bool
    by: str


class Pong(Part):
    """The line is alive."""

    t: Literal["pong"]
