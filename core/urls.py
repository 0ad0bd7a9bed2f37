"""Pages that belong to no app: health, and later the PWA's files."""

from django.urls import path
from django.views.i18n import JavaScriptCatalog

from core import stylesheet
from core.health import live, ready

urlpatterns = [
    path("css/<slug:digest>.css", stylesheet.serve, name="stylesheet"),
    path("i18n/texts.js", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("health/live", live, name="health-live"),
    path("health/ready", ready, name="health-ready"),
]
