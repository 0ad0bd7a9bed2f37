"""Addresses for those outside a page: feeds, sitemaps, the API."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(url: str) -> str:
    """`url` with the site's address before it unless it has one; empty stays empty."""
    if url.startswith("/") and not url.startswith("//"):
        return f"{settings.SITE_URL}{url}"  # nearly all; urljoin takes its time
    return urljoin(f"{settings.SITE_URL}/", url) if url else ""
