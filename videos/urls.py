"""Watch, embed, studio and media URLs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
