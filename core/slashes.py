"""An address that was typed or pasted with one slash too many leads to the page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import is_valid_path
from django.utils.http import escape_leading_slashes

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SlashMiddleware:
    """Django adds the slash that is missing; this takes away the one that nothing answers to."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        path = request.path_info.rstrip("/")
        # Only what is no address at all: what is one and hides something stays not found.
        if path == request.path_info or is_valid_path(request.path_info) or not is_valid_path(path):
            return response
        address, mark, query = request.get_full_path().partition("?")
        bare = escape_leading_slashes(address.rstrip("/"))
        return HttpResponsePermanentRedirect(f"{bare}{mark}{query}")
