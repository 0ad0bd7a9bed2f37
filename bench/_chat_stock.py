"""What one would write with Channels as its documentation shows it, for comparison: a group for the room, a row for each message.

An ASGI application of its own, with nothing of chat's but the table.
"""

import json
import os
from typing import Any

import django
from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piyakast.settings.dev")
django.setup()

from chat.models import Entry, Room  # noqa: E402  (needs the apps)


class StockConsumer(AsyncJsonWebsocketConsumer):
    """Joins the group, stores, and sends to it."""

    async def connect(self) -> None:
        self.room = await Room.objects.aget(public_id=self.scope["url_route"]["kwargs"]["room"])
        self.group = f"stock.{self.room.pk}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        await self.send_json([{"t": "hello"}])

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive_json(self, content: Any, **_more: Any) -> None:
        entry = await self._store(content)
        message = {"t": "message", "id": entry.pk, "text": entry.text, "cid": entry.client_id}
        await self.channel_layer.group_send(self.group, {"type": "said", "message": message})

    async def said(self, event: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps([event["message"]], separators=(",", ":")))

    @database_sync_to_async
    def _store(self, content: dict[str, Any]) -> Entry:
        return Entry.objects.create(
            room=self.room,
            author=self.scope["user"],
            client_id=content["cid"],
            text=content["text"],
        )


application = ProtocolTypeRouter(
    {
        "websocket": AuthMiddlewareStack(
            URLRouter([path("ws/chat/<str:room>", StockConsumer.as_asgi())])
        )
    }
)
