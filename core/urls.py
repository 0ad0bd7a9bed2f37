"""Pages that belong to no app: health, the stylesheet, what makes the site installable."""

from django.conf import settings
from django.urls import path
from django.views.i18n import JavaScriptCatalog

from core import devmail, pwa, stylesheet
from core.health import live, ready

urlpatterns = [
    path("css/<slug:digest>.css", stylesheet.serve, name="stylesheet"),
    path("i18n/texts.js", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("sw.js", pwa.service_worker, name="service-worker"),
    path("offline", pwa.offline, name="offline"),
    path("favicon.ico", pwa.favicon, name="favicon"),
    path("health/live", live, name="health-live"),
    path("health/ready", ready, name="health-ready"),
]

if settings.SHOW_DEV_MAIL:
    urlpatterns += [
        path("dev/mail/", devmail.listing, name="dev-mails"),
        path("dev/mail/<str:name>", devmail.show, name="dev-mail"),
        path("dev/mail/<str:name>/html", devmail.html, name="dev-mail-html"),
    ]
