"""Every WebSocket address of the site."""

from django.urls import re_path

from chat.routing import websocket_urlpatterns as chat_urls
from core.nowhere import NowhereConsumer
from core.routing import websocket_urlpatterns as core_urls
from live.routing import websocket_urlpatterns as live_urls

websocket_urlpatterns = [
    *core_urls,
    *live_urls,
    *chat_urls,
    re_path(r"", NowhereConsumer.as_asgi()),
]
