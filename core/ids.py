"""Public ids: short, random, URL-safe; they tell nothing about how many rows there are."""

import re
import secrets
import string

from django.urls import register_converter
from django.urls.converters import StringConverter

ALPHABET = string.ascii_letters + string.digits
LENGTH = 11


def new_public_id() -> str:
    """Make an id of 11 letters and digits (65 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_public_id(text: str) -> bool:
    """Whether `text` can be an id: what comes in forms and JSON may be anything, NULs included."""
    return re.fullmatch(PublicIdConverter.regex, text) is not None


class PublicIdConverter(StringConverter):
    """`<publicid:…>` in an address: what cannot be an id is not found before anybody looks it up."""

    regex = "[A-Za-z0-9]{1,16}"


register_converter(PublicIdConverter, "publicid")
