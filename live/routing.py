"""WebSocket URLs of live."""

from django.urls import path

from live.camera import CameraConsumer
from live.consumers import StreamConsumer

websocket_urlpatterns = [
    path("ws/live/<publicid:public_id>", StreamConsumer.as_asgi()),
    path("ws/live/<publicid:public_id>/camera", CameraConsumer.as_asgi()),
]
