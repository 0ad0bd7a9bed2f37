"""Parts of media and caption addresses: what cannot be one is not found before anybody looks it up."""

from django.urls import register_converter


class _Word:
    regex: str

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class MediaKeyConverter(_Word):
    """`<mediakey:…>`: a token of `media_tokens`, or a public id where either may stand."""

    regex = "[A-Za-z0-9._~-]{1,200}"


class CaptionLanguageConverter(_Word):
    """`<language:…>`: a language tag as caption tracks have it."""

    regex = "[A-Za-z-]{2,8}"


register_converter(MediaKeyConverter, "mediakey")
register_converter(CaptionLanguageConverter, "language")
