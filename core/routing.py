"""WebSocket URLs."""

from django.urls import path

from core.consumers import UserFeedConsumer

websocket_urlpatterns = [path("ws/me", UserFeedConsumer.as_asgi())]
