"""What every page with a growing grid shares: the next part's address, and answering with it alone."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from videos.models import Video

PAGE = 24


def chosen_category(request: HttpRequest) -> str:
    """The category that the address names, or "" when it names none that exists."""
    category = request.GET.get("category", "")
    return category if category in Video.Category.values else ""


def address(request: HttpRequest, **changes: str | int | None) -> str:
    """This page's address with some of its query changed; None takes a name out."""
    query = {name: value for name, value in request.GET.items() if name != "fragment"}
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"{request.path}?{urlencode(query)}" if query else request.path


def start_over(request: HttpRequest) -> HttpResponse:
    """Answer a page link that is not valid (any more) with the list's first page."""
    return redirect(address(request, cursor=None, page=None, start=None))


def grid_response(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or with `?fragment=1` only the next cards for the grid that grows.

    The fragment has an address of its own, so no cache can show it where the page belongs.
    """
    if request.GET.get("fragment"):
        template = "discovery/_cards.html"
    return render(request, template, context)
