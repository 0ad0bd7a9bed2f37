"""What rooms tell their sockets: arrays of these."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from chat.protocol.events.answers import CardAnswer, Hello, No, Ok, Told, YouChanged
from chat.protocol.events.entries import (
    Announcement,
    Cleared,
    Gone,
    Message,
    Pinned,
    PollChanged,
    Removed,
    Restored,
    RulesChanged,
)
from chat.protocol.events.signals import Decided, Held, Pong, Unplaced, Viewers, Votes

Event = Annotated[
    Hello
    | Message
    | Announcement
    | Gone
    | Removed
    | Restored
    | Cleared
    | Pinned
    | PollChanged
    | RulesChanged
    | YouChanged
    | Ok
    | No
    | Told
    | Viewers
    | Votes
    | Held
    | Decided
    | CardAnswer
    | Pong,
    Field(discriminator="t"),
]
EVENTS: TypeAdapter[Event] = TypeAdapter(Event)

__all__ = ["EVENTS", "Event", "Unplaced"]
