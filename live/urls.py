"""Addresses of live."""

from django.urls import path

from live import views, webhooks
from live.views import front_hooks

urlpatterns = [
    path("live/<publicid:public_id>", views.watch, name="live-watch"),
    path("internal/live/publish", webhooks.publish, name="live-publish"),
    path("internal/live/update", webhooks.update, name="live-update"),
    path("internal/live/done", webhooks.done, name="live-done"),
    path("internal/live/nginx-rtmp/<slug:token>", front_hooks.nginx_rtmp, name="live-nginx-rtmp"),
    path("internal/live/mediamtx/<slug:token>", front_hooks.mediamtx, name="live-mediamtx"),
]
