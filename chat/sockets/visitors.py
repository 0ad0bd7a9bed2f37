"""Who a WebSocket's scope says is there."""

from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.utils import translation

from chat.services.joining import Visitor

Scope = dict[str, Any]


def header(scope: Scope, name: bytes) -> str:
    """One header of the request, empty when it has none."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin1")
    return ""


def parameter(scope: Scope, name: str) -> str:
    """One parameter of the query."""
    query = str(scope.get("query_string", b"")[:2000], "latin1")
    return (parse_qs(query).get(name) or [""])[0]


def last_seen(scope: Scope) -> int | None:
    """The number of the newest entry that the client has."""
    text = parameter(scope, "last")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def visitor_of(scope: Scope) -> Visitor:
    """Who is at the door."""
    scheme, _space, token = header(scope, b"authorization").partition(" ")
    return Visitor(
        user=scope["user"],
        session=scope["session"],
        bot_token=token.strip() if scheme.lower() == "bearer" else "",
        overlay=parameter(scope, "overlay"),
        locale=_locale(scope),
    )


def _locale(scope: Scope) -> str:
    """The language of somebody who is not signed in: chosen here, else the browser's."""
    try:
        cookie = SimpleCookie(header(scope, b"cookie")).get(settings.LANGUAGE_COOKIE_NAME)
    except CookieError:
        cookie = None
    wanted = [cookie.value] if cookie else []
    wanted += [
        part.partition(";")[0].strip() for part in header(scope, b"accept-language").split(",")
    ]
    for code in wanted[:10]:
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return str(settings.LANGUAGE_CODE)
