"""Watch, embed, studio and media URLs."""

from django.urls import URLPattern, path

from videos.views import studio
from videos.views.embed import embed
from videos.views.media import authorise, public_media, token_media
from videos.views.oembed import oembed_view
from videos.views.watch import watch

urlpatterns: list[URLPattern] = [
    path("studio/", studio.videos, name="studio"),
    path("studio/upload/", studio.upload, name="studio-upload"),
    path("studio/bulk/", studio.bulk, name="studio-bulk"),
    path("studio/videos/<str:public_id>/", studio.edit, name="studio-edit"),
    path("studio/videos/<str:public_id>/replace/", studio.replace, name="studio-replace"),
    path("watch/<str:public_id>", watch, name="watch"),
    path("embed/<str:public_id>", embed, name="embed"),
    path("oembed", oembed_view, name="oembed"),
    path("media/p/<str:public_id>/<str:version>/<path:name>", public_media, name="public-media"),
    path("media/t/<str:token>/<str:version>/<path:name>", token_media, name="token-media"),
    path("internal/media-auth", authorise, name="media-auth"),
]
