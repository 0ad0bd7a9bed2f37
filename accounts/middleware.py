"""The language of somebody who is signed in is their own, on every device."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class PreferredLanguageMiddleware:
    """Activates the user's language. A cookie (the switch in the menu) wins, since it is the newer choice."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asking for request.user costs queries: only a request that carries a session may have one.
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES
        ):
            locale = getattr(request.user, "locale", None)
            if locale:
                translation.activate(locale)
                request.LANGUAGE_CODE = locale
        return self.get_response(request)
