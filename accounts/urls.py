"""Settings pages, under /settings/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
