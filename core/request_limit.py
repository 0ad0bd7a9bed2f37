"""Refuses bodies that no page or API takes, before Django copies them to disk."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.utils.translation import gettext_noop

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

DETAIL = gettext_noop("This is larger than the site takes in one request.")


class RequestLimit:
    """ASGI: answers 413 to an HTTP request that announces more than `most_bytes`.

    nginx refuses earlier, as the bytes come; this is for sites without one.
    """

    def __init__(self, application: Application, *, most_bytes: int) -> None:
        self.application = application
        self.most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _announced(scope) > self.most_bytes:
            await _refuse(send)
        else:
            await self.application(scope, receive, send)


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name.lower() == b"content-length":
            return int(value) if value.isdigit() and len(value) < 19 else 0
    return 0


async def _refuse(send: Send) -> None:
    problem = {
        "type": "about:blank#too-large",
        "title": "Too large",
        "status": 413,
        "code": "too-large",
        "detail": DETAIL,
    }
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(problem).encode()})
