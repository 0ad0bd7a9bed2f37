"""The site's URL map."""

from django.contrib import admin
from django.urls import include, path

from core.metrics import metrics
from piyakast.api import api

urlpatterns = [
    path("", include("core.urls")),
    path("", include("discovery.urls")),
    path("", include("videos.urls")),
    path("settings/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("metrics", metrics, name="metrics"),
]
