"""Refuses bodies that no page or API takes, before Django copies them to disk."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_supported_language_variant, gettext, gettext_noop, override
from django.utils.translation.trans_real import parse_accept_lang_header

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

DETAIL = gettext_noop("This is larger than the site takes in one request.")


class _TooLarge(Exception):  # noqa: N818
    """More has come than was allowed."""


class RequestLimit:
    """ASGI: answers 413 to an HTTP request of more than `most_bytes`, announced or not.

    A body in chunks says no length, so what comes is counted too. nginx refuses earlier, as the bytes come;
    this is for sites without one.
    """

    def __init__(self, application: Application, *, most_bytes: int) -> None:
        self.application = application
        self.most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
        elif _announced(scope) > self.most_bytes:
            await _refuse(scope, send)
        else:
            try:
                await self.application(scope, self._counting(receive), send)
            except _TooLarge:
                # Django answers nothing before the body is whole.
                await _refuse(scope, send)

    def _counting(self, receive: Receive) -> Receive:
        arrived = 0

        async def counting() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self.most_bytes:
                raise _TooLarge
            return message

        return counting


def _announced(scope: Scope) -> int:
    value = _header(scope, b"content-length")
    return int(value) if value.isdigit() and len(value) < 19 else 0


def _header(scope: Scope, name: bytes) -> bytes:
    values: list[bytes] = [value for key, value in scope["headers"] if key.lower() == name]
    return values[0] if values else b""


async def _refuse(scope: Scope, send: Send) -> None:
    with override(_language(scope)):
        detail = gettext(DETAIL)
    problem = {
        "type": "about:blank#too-large",
        "title": "Too large",
        "status": 413,
        "code": "too-large",
        "detail": detail,
    }
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
    body = json.dumps(problem, ensure_ascii=False).encode()
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _language(scope: Scope) -> str:
    """As the browser asks: neither cookies nor sessions have been read yet."""
    asked = _header(scope, b"accept-language").decode("latin-1")[:500]
    for code, _weight in parse_accept_lang_header(asked):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return str(settings.LANGUAGE_CODE)
