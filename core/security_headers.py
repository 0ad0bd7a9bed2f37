"""Permissions-Policy: what browsers keep from every page. django-csp and Django send the other headers."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# A page that needs one of these sets its own header.
CLOSED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)


def policy_with(*features: str) -> str:
    """The policy of a page that itself, and nobody in it, may use `features`."""
    return ", ".join(f"{each}={'(self)' if each in features else '()'}" for each in CLOSED)


POLICY = policy_with()


class PermissionsPolicyMiddleware:
    """Adds the header to every answer that has none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response
