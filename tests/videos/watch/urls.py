"""The site's URLs, with the test film at the media addresses."""

from django.urls import path

from piyakast.urls import urlpatterns as site
from tests.videos.watch import film

urlpatterns = [
    path("media/p/<str:public_id>/<str:version>/<path:name>", film.public_media),
    path("media/t/<str:token>/<str:version>/<path:name>", film.token_media),
    path("api/v1/videos/<str:public_id>/playback", film.playback),
    path("api/v1/videos/<str:public_id>/watching", film.watching),
    *site,
]
