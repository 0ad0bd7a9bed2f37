"""Watch, embed, studio and media URLs."""

from django.urls import URLPattern, path

import videos.converters  # noqa: F401  (registers <mediakey:…> and <language:…>)
from videos.views.embed import embed
from videos.views.media import authorise, clock_media, public_media, token_media
from videos.views.oembed import oembed_view
from videos.views.reminding import reminder
from videos.views.studio import analytics, bulk, editing, listing, parts, uploading
from videos.views.watch import watch

urlpatterns: list[URLPattern] = [
    path("studio/", listing.videos, name="studio"),
    path("studio/deleted/", listing.deleted, name="studio-deleted"),
    path("studio/deleted/<publicid:public_id>/restore/", bulk.restore, name="studio-restore"),
    path("studio/deleted/<publicid:public_id>/erase/", bulk.erase, name="studio-erase"),
    path("studio/upload/", uploading.upload, name="studio-upload"),
    path("studio/bulk/", bulk.bulk, name="studio-bulk"),
    path("studio/bulk/<uuid:edit_id>/undo/", bulk.undo, name="studio-undo"),
    path("studio/videos/<publicid:public_id>/", editing.edit, name="studio-edit"),
    path("studio/videos/<publicid:public_id>/replace/", uploading.replace, name="studio-replace"),
    path("studio/videos/<publicid:public_id>/original/", parts.original, name="studio-original"),
    path("studio/videos/<publicid:public_id>/poster/", parts.poster, name="studio-poster"),
    path("studio/videos/<publicid:public_id>/captions/", parts.caption, name="studio-captions"),
    path(
        "studio/videos/<publicid:public_id>/captions/<language:language>/delete/",
        parts.drop_caption,
        name="studio-drop-captions",
    ),
    path("studio/videos/<publicid:public_id>/chapters/", parts.chapters, name="studio-chapters"),
    path("studio/videos/<publicid:public_id>/delete/", parts.delete, name="studio-delete"),
    path(
        "studio/videos/<publicid:public_id>/analytics/",
        analytics.analytics,
        name="studio-analytics",
    ),
    path(
        "studio/videos/<publicid:public_id>/analytics.csv",
        analytics.analytics_csv,
        name="studio-csv",
    ),
    path("watch/<publicid:public_id>", watch, name="watch"),
    path("watch/<publicid:public_id>/reminder", reminder, name="premiere-reminder"),
    path("embed/<publicid:public_id>", embed, name="embed"),
    path("oembed", oembed_view, name="oembed"),
    path(
        "media/p/<publicid:public_id>/<publicid:version>/<path:name>",
        public_media,
        name="public-media",
    ),
    path(
        "media/t/<mediakey:token>/<publicid:version>/<path:name>", token_media, name="token-media"
    ),
    path("media/w/<mediakey:key>/<publicid:version>/<path:name>", clock_media, name="clock-media"),
    path(
        "internal/media-auth/<str:kind>/<mediakey:key>/<publicid:version>",
        authorise,
        name="media-auth",
    ),
    path(
        "internal/media-auth/<str:kind>/<mediakey:key>/<publicid:version>/<path:name>",
        authorise,
        name="media-auth-of-name",
    ),
]
