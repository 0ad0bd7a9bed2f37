"""The socket a signed-in page holds: events for its user, nothing from the client but pings."""

import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from channels.auth import get_user
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings

from core.realtime import user_group

# Daphne closes with 1000 or 3000-4999 alone (RFC 6455 §7.4.2: these are for applications).
CLOSE_NOT_SIGNED_IN = 4401
# What came is nothing that this socket takes.
CLOSE_UNSUPPORTED = 4400
# The page comes again with the session it has now, if it has one.
CLOSE_COME_AGAIN = 4412
# Somebody was signed out everywhere: open pages must not go on listening.
SESSION_ENDED = "session.ended"
PING = {"type": "ping"}
MOST_TEXT = 100


class UserFeedConsumer(AsyncJsonWebsocketConsumer):
    """Relays `core.realtime.notify_user` events as JSON objects."""

    group: str | None = None

    async def connect(self) -> None:
        user = self.scope["user"]
        # Accept first, so that the browser learns the reason instead of a bare 1006.
        await self.accept()
        if not user.is_authenticated:
            await self.close(code=CLOSE_NOT_SIGNED_IN)
            return
        self.group = user_group(user.pk)
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.send_json({"type": "feed.ready"})

    async def disconnect(self, code: int) -> None:
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None, **_more: Any
    ) -> None:
        if _is_ping(text_data):
            await self.send_json({"type": "pong"})
        else:
            await self.close(code=CLOSE_UNSUPPORTED)

    async def feed_event(self, message: dict[str, Any]) -> None:
        ended = message["event"]["type"] == SESSION_ENDED
        # A session ends in many ways: signed out in another tab or from the list of devices, the password
        # changed, too old. Whatever it was, nothing more is told to it.
        if not ended and not await still_signed_in(self.scope):
            await self.close(code=CLOSE_COME_AGAIN)
            return
        await self.send_json(message["event"])
        if ended:
            await self.close(code=CLOSE_NOT_SIGNED_IN)


async def still_signed_in(scope: Mapping[str, Any]) -> bool:
    """Whether the session that opened a socket is still its person's."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    session = store(scope["session"].session_key)
    user = await get_user({"session": session})  # reads the session afresh
    return bool(user.pk == scope["user"].pk)


def _is_ping(text: str | None) -> bool:
    try:
        return text is not None and len(text) <= MOST_TEXT and json.loads(text) == PING
    except ValueError:
        return False
