"""Fan-out: one hub for each room in each process, whatever the number of sockets.

What is said meanwhile is stored with one INSERT, published once, encoded once, and written to every socket as one frame.
"""

from chat.hub.contract import (
    Appended,
    Audience,
    Draft,
    Entry,
    Event,
    Listener,
    Member,
    Opening,
    Said,
    Signal,
    Store,
    StoreFailed,
)
from chat.hub.frames import text_frame
from chat.hub.intake import RoomFull
from chat.hub.recent import encode
from chat.hub.room import RoomHub, letter_of
from chat.hub.switchboard import Switchboard

__all__ = [
    "Appended",
    "Audience",
    "Draft",
    "Entry",
    "Event",
    "Listener",
    "Member",
    "Opening",
    "RoomFull",
    "RoomHub",
    "Said",
    "Signal",
    "Store",
    "StoreFailed",
    "Switchboard",
    "encode",
    "letter_of",
    "text_frame",
]
