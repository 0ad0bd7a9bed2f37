"""Addresses for those outside a page: feeds, sitemaps, the API."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(url: str) -> str:
    """`url` with the site's address before it unless it has one; empty stays empty."""
    return urljoin(f"{settings.SITE_URL}/", url) if url else ""
