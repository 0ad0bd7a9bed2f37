"""What a signed-in person prefers, on every device; and the way out to a provider of sign-ins."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]
YEAR_S = 31_536_000
# Media and what servers ask us: the same in every language, and asked for many times a minute.
SAME_FOR_ALL = ("/media/", "/internal/")
PROVIDER_LOGINS = frozenset({"google_login", "kakao_login", "naver_login", "openid_connect_login"})


class PreferencesMiddleware:
    """Language and theme are the account's. The cookies follow it, so that signing out changes nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(SAME_FOR_ALL):
            return self.get_response(request)
        # Asking for request.user costs queries: only a request that carries a session may have one.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            locale = getattr(request.user, "locale", "")
            if locale:
                translation.activate(locale)
                request.LANGUAGE_CODE = locale
        response = self.get_response(request)
        self._follow(request, response)
        return response

    def _follow(self, request: HttpRequest, response: HttpResponse) -> None:
        signing_in = settings.SESSION_COOKIE_NAME in response.cookies
        if not (signing_in or settings.SESSION_COOKIE_NAME in request.COOKIES):
            return
        if not request.user.is_authenticated or "public" in response.get("Cache-Control", ""):
            return
        if not response.get("Content-Type", "").startswith("text/html"):
            return
        wanted = {
            settings.LANGUAGE_COOKIE_NAME: request.user.locale,
            "theme": request.user.theme,
        }
        for name, value in wanted.items():
            if request.COOKIES.get(name) != value:
                response.set_cookie(
                    name,
                    value,
                    max_age=YEAR_S,
                    samesite="Lax",
                    secure=settings.SESSION_COOKIE_SECURE,
                )


class LeavingForProviderMiddleware:
    """Makes the redirect to Google, Kakao, Naver or an OpenID provider a page that goes on by itself.

    Browsers apply our policy's `form-action 'self'` to every redirect that follows a submitted
    form, and providers redirect to hosts that nobody can list. A page is not a form's redirect,
    so the policy can stay strict and starting a sign-in can stay a POST.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if request.method != "POST" or match is None or match.url_name not in PROVIDER_LOGINS:
            return response
        target = response.get("Location", "")
        if urlsplit(target).scheme not in {"http", "https"}:
            return response
        page = render(
            request,
            "socialaccount/leaving.html",
            {"target": target, "host": urlsplit(target).hostname},
        )
        page["Cache-Control"] = "no-store"
        return page
