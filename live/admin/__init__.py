"""Live in the admin: streams, their keys, broadcasts and the connections that fed them."""

from live.admin.broadcasts import BroadcastAdmin, PublishSessionAdmin
from live.admin.streams import StreamAdmin, StreamKeyAdmin

__all__ = ["BroadcastAdmin", "PublishSessionAdmin", "StreamAdmin", "StreamKeyAdmin"]
