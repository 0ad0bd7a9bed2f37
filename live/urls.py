"""Addresses of live."""

from django.urls import path

from live import views, webhooks

urlpatterns = [
    path("live/<publicid:public_id>", views.watch, name="live-watch"),
    path("internal/live/publish", webhooks.publish, name="live-publish"),
    path("internal/live/update", webhooks.update, name="live-update"),
    path("internal/live/done", webhooks.done, name="live-done"),
]
