"""Pages that belong to no app: health, and later the PWA's files."""

from django.urls import path

from core.health import live, ready

urlpatterns = [
    path("health/live", live, name="health-live"),
    path("health/ready", ready, name="health-ready"),
]
