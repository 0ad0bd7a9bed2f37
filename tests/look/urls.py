"""The site's URLs with the test film, the pages that only development has, and some that fail."""

from typing import NoReturn

from django.http import HttpRequest
from django.urls import path

from core import devmail
from core.problems import too_many_requests
from piyakast import urls as site
from tests.site.test_errors import broken, forbidden, no_database, refused, suspicious
from tests.videos.watch.urls import urlpatterns as watching


def busy(request: HttpRequest) -> NoReturn:
    raise too_many_requests(60)


urlpatterns = [
    path("dev/mail/", devmail.listing, name="dev-mails"),
    path("dev/mail/<str:name>", devmail.show, name="dev-mail"),
    path("dev/mail/<str:name>/html", devmail.html, name="dev-mail-html"),
    path("errors/forbidden", forbidden),
    path("errors/broken", broken),
    path("errors/no-database", no_database),
    path("errors/suspicious", suspicious),
    path("errors/refused", refused),
    path("errors/busy", busy),
    *watching,
]
handler400, handler403, handler404 = site.handler400, site.handler403, site.handler404
handler429, handler500 = site.handler429, site.handler500
