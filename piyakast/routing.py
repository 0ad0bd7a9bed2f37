"""Every WebSocket address of the site."""

from chat.routing import websocket_urlpatterns as chat_urls
from core.routing import websocket_urlpatterns as core_urls
from live.routing import websocket_urlpatterns as live_urls

websocket_urlpatterns = [*core_urls, *live_urls, *chat_urls]
