"""RTMP as far as a server needs it that takes streams: wire formats and one connection, all without I/O."""

from live.adapters.rtmp.chunks import Limits
from live.adapters.rtmp.connection import Connection, Ended, Event, Media, Phase, PublishAsked
from live.adapters.rtmp.errors import ProtocolError

__all__ = [
    "Connection",
    "Ended",
    "Event",
    "Limits",
    "Media",
    "Phase",
    "ProtocolError",
    "PublishAsked",
]
