"""The socket a signed-in page holds: events for its user, nothing from the client but pings."""

from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer

from core.realtime import user_group

CLOSE_NOT_SIGNED_IN = 4401
# Somebody was signed out everywhere: open pages must not go on listening.
SESSION_ENDED = "session.ended"


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

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        if content == {"type": "ping"}:
            await self.send_json({"type": "pong"})

    async def feed_event(self, message: dict[str, Any]) -> None:
        await self.send_json(message["event"])
        if message["event"]["type"] == SESSION_ENDED:
            await self.close(code=CLOSE_NOT_SIGNED_IN)
