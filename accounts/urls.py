"""Settings pages, under /settings/."""

from django.urls import URLPattern, path

from accounts.views import channel, data, leaving, preferences

urlpatterns: list[URLPattern] = [
    path("channel/", channel.edit, name="settings-channel"),
    path("channel/handle/", channel.check_handle, name="settings-handle"),
    path("preferences/", preferences.edit, name="settings-preferences"),
    path("theme/", preferences.theme, name="settings-theme"),
    path("data/", data.page, name="settings-data"),
    path("data/export/", data.export, name="settings-export"),
    path("data/export/<uuid:public_id>/", data.download, name="settings-download"),
    path("data/export/<uuid:public_id>/files/", data.files, name="settings-export-files"),
    path("data/export/<uuid:public_id>/end/", data.end, name="settings-end-export"),
    path(
        "data/export/<uuid:public_id>/files/<slug:ref>/<str:mark>/<path:filename>",
        data.linked,
        name="settings-export-file",
    ),
    path("delete/", leaving.delete, name="settings-delete"),
]
