"""Refuses bodies that no page or API takes, before Django copies them to disk."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.http import HttpRequest

from core.problems import too_large

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

MARK = "piyakast.too_large"
NO_BODY: Message = {"type": "http.request", "body": b"", "more_body": False}


class RequestLimit:
    """ASGI: lets the application see that a body of more than `most_bytes` came, but not the body.

    The application answers by `refuse_large`, so that the answer has the language and the headers of
    every other. A length that is announced is believed when it is too large; what comes is counted in
    any case. nginx refuses earlier, as the bytes come; this is for sites without one.
    """

    def __init__(self, application: Application, *, most_bytes: int) -> None:
        self.application = application
        self.most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] != "http.request":
                return message
            seen += len(message.get("body", b""))
            if seen <= self.most_bytes and not scope.get(MARK):
                return message
            scope[MARK] = True
            # The rest is taken off the wire and dropped: a server answers once it has read all.
            while message["type"] == "http.request" and message.get("more_body"):
                message = await receive()
            return NO_BODY if message["type"] == "http.request" else message

        if _announced(scope) > self.most_bytes:
            scope[MARK] = True
        await self.application(scope, counted, send)


def refuse_large(request: HttpRequest) -> None:
    """Raise a 413 problem when the body of `request` was too large to be let through."""
    if getattr(request, "scope", {}).get(MARK):
        raise too_large()


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name.lower() == b"content-length":
            return int(value) if value.isdigit() and len(value) < 19 else 0
    return 0
