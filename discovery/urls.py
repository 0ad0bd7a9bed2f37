"""Home, trending, search, channel pages, feeds, sitemap."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
