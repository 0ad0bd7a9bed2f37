"""JSON bodies that are objects, and text all the way down.

JSON can spell halves of surrogate pairs (RFC 8259 §8.2), which UTF-8 cannot: a database, a hash or a log
would stumble over one later.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.parser import Parser

TREE = "/_allauth/"


class TextParser(Parser):
    """For our own API: halves are left out, as a text that was cut inside an emoji ends with one.

    Every body is an object. A text would be one to ninja, too: its `title` is a method of Python's.
    ninja answers 400 to whatever is raised.
    """

    def parse_body(self, request: HttpRequest) -> Any:
        data = json.loads(request.body)
        if not isinstance(data, dict):
            raise TypeError("no object")
        if not _may_hold_halves(request.body):
            return data
        return json.loads(json.dumps(data, ensure_ascii=False).encode(errors="ignore"))


class JsonTextMiddleware:
    """For the endpoints of allauth, which reads its bodies itself: a password is not made another in silence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Refuse before the view reads it."""
        if not request.path.startswith(TREE) or not _may_hold_halves(request.body):
            return
        try:
            json.dumps(json.loads(request.body), ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise BadRequest from error


def _may_hold_halves(body: bytes) -> bool:
    """Only an escape can bring one in."""
    return b"\\ud" in body.lower()
