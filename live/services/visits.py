"""Telling one anonymous viewer from another for a day, by a signed cookie that says nothing about them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from live.services.viewers import VISIT_AGE_S, new_visit, read_visit

COOKIE = "visit"


def visit_of(request: HttpRequest) -> str:
    """The signed visit of whoever asks; a new one when they come for the first time today."""
    known = request.COOKIES.get(COOKIE, "")
    return known if read_visit(known) else new_visit()


def keep_visit(response: HttpResponse, visit: str) -> None:
    """Have the browser bring the visit again, so that two pages are one viewer."""
    response.set_cookie(
        COOKIE,
        visit,
        max_age=VISIT_AGE_S,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
