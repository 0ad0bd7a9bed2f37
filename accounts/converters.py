"""Handles in addresses: what cannot be one is not found before anybody looks it up."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class HandleConverter(StringConverter):
    """`<handle:…>`: a channel's handle in any case; the page leads to its one spelling."""

    regex = "[A-Za-z0-9._-]{1,40}"


register_converter(HandleConverter, "handle")
