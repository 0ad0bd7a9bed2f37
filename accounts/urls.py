"""Settings pages, under /settings/."""

from django.urls import URLPattern, path

from accounts.views import settings

urlpatterns: list[URLPattern] = [
    path("channel/", settings.channel, name="settings-channel"),
    path("preferences/", settings.preferences, name="settings-preferences"),
    path("data/", settings.data, name="settings-data"),
    path("data/export/", settings.export, name="settings-export"),
    path("data/export/<uuid:public_id>/", settings.download, name="settings-download"),
    path("delete/", settings.delete, name="settings-delete"),
]
