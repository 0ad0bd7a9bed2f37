"""Rows of live: the stream, its keys, one broadcast of it, and the publish sessions that fed the broadcast."""

from live.models.broadcast import Broadcast, Marker, ViewerMinute
from live.models.key import StreamKey
from live.models.session import PublishSession
from live.models.stream import Reminder, Stream

__all__ = [
    "Broadcast",
    "Marker",
    "PublishSession",
    "Reminder",
    "Stream",
    "StreamKey",
    "ViewerMinute",
]
