"""Every WebSocket address of the site."""

from chat.routing import websocket_urlpatterns as chat_urls
from core.routing import websocket_urlpatterns as core_urls

websocket_urlpatterns = [*core_urls, *chat_urls]
