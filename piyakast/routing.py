"""Every WebSocket address of the site."""

from core.routing import websocket_urlpatterns as core_urls

websocket_urlpatterns = [*core_urls]
