"""Addresses of live."""

from django.urls import path

from live import webhooks
from live.views import front_hooks
from live.views.browse import browse, picture
from live.views.embed import embed
from live.views.reminding import reminder
from live.views.studio import camera, control, editing, listing
from live.views.watch import watch

STUDIO = "studio/live/<publicid:public_id>"
urlpatterns = [
    path("live", browse, name="live"),
    path("live/<publicid:public_id>", watch, name="live-watch"),
    path("live/<publicid:public_id>/picture/<slug:version>", picture, name="live-picture"),
    path("live/<publicid:public_id>/reminder", reminder, name="live-reminder"),
    path("embed/live/<publicid:public_id>", embed, name="live-embed"),
    path("studio/live/", listing.streams, name="live-streams"),
    path("studio/live/new/", listing.create, name="live-new"),
    path(f"{STUDIO}/", control.control, name="live-control"),
    path(f"{STUDIO}/camera/", camera.camera, name="live-camera"),
    path(f"{STUDIO}/details/", editing.edit, name="live-edit"),
    path(f"{STUDIO}/picture/", editing.picture, name="live-own-picture"),
    path(f"{STUDIO}/remove/", editing.remove, name="live-remove"),
    path(f"{STUDIO}/key/", control.key, name="live-key"),
    path(f"{STUDIO}/end/", control.end, name="live-end"),
    path(f"{STUDIO}/reopen/", control.reopen, name="live-reopen"),
    path(f"{STUDIO}/markers/", control.marker, name="live-markers"),
    path("internal/live/publish", webhooks.publish, name="live-publish"),
    path("internal/live/update", webhooks.update, name="live-update"),
    path("internal/live/done", webhooks.done, name="live-done"),
    path("internal/live/nginx-rtmp/<slug:token>", front_hooks.nginx_rtmp, name="live-nginx-rtmp"),
    path("internal/live/mediamtx/<slug:token>", front_hooks.mediamtx, name="live-mediamtx"),
]
