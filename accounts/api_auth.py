"""Who calls the JSON API: a browser session (with CSRF), or a bearer token of allauth's app client."""

from allauth.headless.contrib.ninja.security import XSessionTokenAuth
from allauth.headless.internal.sessionkit import authenticate_by_x_session_token
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer, SessionAuth

from accounts.models import User
from core.ratelimit import enforce, parse_limit, visitor

API_LIMIT = parse_limit("api", settings.API_RATE)


class SignedInSession(SessionAuth):
    """The session cookie of the site; unsafe methods need the CSRF token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        return request.user if isinstance(request.user, User) and request.user.is_active else None


class BearerToken(HttpBearer):
    """`Authorization: Bearer …` with the session token that `/_allauth/app/v1/auth/login` gives."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        return _person_of(request, token)


class SessionTokenHeader(XSessionTokenAuth):
    """The same token in allauth's own header, `X-Session-Token`."""

    # OpenAPI requires both of an `apiKey` scheme.
    openapi_in = "header"
    openapi_name = "X-Session-Token"

    def __call__(self, request: HttpRequest) -> User | None:
        token = self.get_session_token(request)
        return _person_of(request, token) if token else None


def _person_of(request: HttpRequest, token: str) -> User | None:
    """Whose token it is. What this person opened or proved lately is in the token's session, not in a cookie's."""
    found = authenticate_by_x_session_token(token)
    if not found or not found[0].is_active:
        return None
    user: User = found[0]
    request.user, request.session = found
    return user


# The token first: a request that carries one needs no CSRF token, since no other site can make it.
signed_in = [BearerToken(), SessionTokenHeader(), SignedInSession()]


def token_or_visitor(request: HttpRequest) -> User | bool | None:
    """For what anybody may ask: as the person whose token it carries, else as the page's visitor, signed in or not.

    A token that is no longer good is refused, so that an app hears of it.
    """
    if _is_bearer(request):
        return BearerToken()(request)
    if "X-Session-Token" in request.headers:
        return SessionTokenHeader()(request)
    return True


def _is_bearer(request: HttpRequest) -> bool:
    return request.headers.get("Authorization", "").lower().startswith("bearer ")


def keep_session(request: HttpRequest) -> None:
    """Keep what was noted in the session of a token: left to the middleware, it would become a cookie too.

    A cookie's own session is left to the middleware. Raises `AuthenticationError` when the token has ended meanwhile.
    """
    if not (_is_bearer(request) or "X-Session-Token" in request.headers):
        return
    if request.session.modified:
        request.session.modified = False
        try:
            request.session.save()
        except UpdateError as error:
            raise AuthenticationError from error


def caller(request: HttpRequest) -> User:
    """The signed-in user of a request that passed `signed_in`."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("caller() needs an endpoint behind `signed_in`")
    return user


def counted_caller(request: HttpRequest) -> User:
    """`caller`, counted against the limit of the API."""
    enforce(API_LIMIT, visitor(request))
    return caller(request)
