"""Answers that are the same for everybody, so that one copy in a cache serves all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

SAME = "same_for_everybody"


def same_for_everybody(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For views whose answers depend neither on cookies nor on the language."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        setattr(response, SAME, True)
        return response

    return marked


class SharedAnswersMiddleware:
    """Takes away what inner middleware adds to every answer: `Vary` would split a cache for nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(response, SAME, False):
            for name in ("Vary", "Content-Language"):
                if name in response:
                    del response[name]
        return response
