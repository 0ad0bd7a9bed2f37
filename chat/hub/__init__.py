"""Fan-out: one hub for each room in each process, whatever the number of sockets.

What is said in one tick is stored with one INSERT, published once, encoded once, and written to every socket as one frame.
"""

from chat.hub.frames import text_frame
from chat.hub.room import Entry, RoomHub, Store

__all__ = ["Entry", "RoomHub", "Store", "text_frame"]
