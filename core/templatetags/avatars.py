"""A colour for who has no picture: always the same one for the same name."""

from zlib import crc32

from django import template

register = template.Library()

HUES = 8


@register.filter
def hue(name: str) -> int:
    """The number of the colour of `name`; `.avatar[data-hue]` in the stylesheet knows them."""
    return crc32(name.encode()) % HUES
