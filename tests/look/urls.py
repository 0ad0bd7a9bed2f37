"""The site's URLs with the test film, and the pages that only development has."""

from django.urls import path

from core import devmail
from tests.videos.watch.urls import urlpatterns as watching

urlpatterns = [
    path("dev/mail/", devmail.listing, name="dev-mails"),
    path("dev/mail/<str:name>", devmail.show, name="dev-mail"),
    path("dev/mail/<str:name>/html", devmail.html, name="dev-mail-html"),
    *watching,
]
