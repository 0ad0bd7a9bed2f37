"""Handles in addresses: what cannot be one is not found before anybody looks it up."""

from django.urls import register_converter


class HandleConverter:
    """`<handle:…>`: a channel's handle in any case; the page leads to its one spelling."""

    regex = "[A-Za-z0-9._-]{1,40}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(HandleConverter, "handle")
