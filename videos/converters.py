"""Parts of media and caption addresses: what cannot be one is not found before anybody looks it up."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class MediaKeyConverter(StringConverter):
    """`<mediakey:…>`: a token of `media_tokens`, or a public id where either may stand."""

    regex = "[A-Za-z0-9._~-]{1,200}"


class CaptionLanguageConverter(StringConverter):
    """`<language:…>`: a language tag as caption tracks have it."""

    regex = "[A-Za-z-]{2,8}"


register_converter(MediaKeyConverter, "mediakey")
register_converter(CaptionLanguageConverter, "language")
