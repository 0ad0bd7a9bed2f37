"""Watch, embed, studio and media URLs."""

from django.urls import URLPattern, path

from videos.views.media import authorise, public_media, token_media

urlpatterns: list[URLPattern] = [
    path("media/p/<str:public_id>/<str:version>/<path:name>", public_media, name="public-media"),
    path("media/t/<str:token>/<str:version>/<path:name>", token_media, name="token-media"),
    path("internal/media-auth", authorise, name="media-auth"),
]
