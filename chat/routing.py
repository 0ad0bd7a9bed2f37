"""WebSocket addresses of chat."""

from django.urls import path

import core.ids  # noqa: F401  (registers <publicid:…>)
from chat.consumers import RoomConsumer

websocket_urlpatterns = [path("ws/chat/<publicid:room>", RoomConsumer.as_asgi())]
