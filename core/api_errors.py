"""Every error of the JSON API as a problem document. Apart from `core/problems.py`, since workers refuse, too, and load no API."""

import logging
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from core.adapters.object_store import StoreFailed
from core.invalid_values import sentence_of
from core.problems import (
    Problem,
    problem_response,
    store_down,
    too_large,
    too_many_requests,
    unavailable,
)

logger = logging.getLogger(__name__)


def install_problem_handlers(api: NinjaAPI) -> None:
    """Make every error of `api` a problem document; unexpected ones are logged and say nothing."""

    def handler(make: Any) -> Any:
        def handle(request: HttpRequest, exc: Any) -> HttpResponse:
            return problem_response(make(exc))

        return handle

    handlers: dict[type[Exception], Any] = {
        Problem: lambda exc: exc,
        ValidationError: _invalid,
        AuthenticationError: lambda exc: Problem(401, "sign-in-required", _("Sign in to do this.")),
        PermissionDenied: lambda exc: Problem(403, "forbidden", _("You may not do this.")),
        Http404: lambda exc: Problem(404, "not-found", _("There is nothing here.")),
        Throttled: lambda exc: too_many_requests(int(exc.wait or 60)),
        HttpError: _said_by_ninja,
        # Django's own limits on what a request may hold.
        SuspiciousOperation: _bad_request,
        RequestDataTooBig: too_large,
        OperationalError: unavailable,
        StoreFailed: store_down,
    }
    for kind, make in handlers.items():
        api.add_exception_handler(kind, handler(make))

    def unexpected(request: HttpRequest, exc: Any) -> HttpResponse:
        logger.error("Unhandled error in the API", exc_info=exc)
        return problem_response(
            Problem(500, "server-error", _("Something went wrong on our side. Try again later."))
        )

    api.add_exception_handler(Exception, unexpected)


def _invalid(exc: ValidationError) -> Problem:
    errors = [
        {"field": _member(error["loc"]), "message": sentence_of(error)} for error in exc.errors
    ]
    return Problem(422, "invalid", _("Some of what you sent is not valid."), errors=errors)


def _member(location: Sequence[str | int]) -> str:
    """As whoever sent it knows it: a body has a name in our code alone."""
    where, *names = location
    within = names[1:] or ["body"] if where == "body" else names
    return ".".join(str(name) for name in within)


def _bad_request(exc: Exception) -> Problem:
    return Problem(400, "bad-request", _("We could not understand this request."))


def _said_by_ninja(exc: HttpError) -> Problem:
    """ninja refuses in two cases itself: a body it cannot parse, and a session without its CSRF token."""
    if exc.status_code == 403:
        sentence = _("This page was open for too long. Load it again, then repeat what you did.")
        return Problem(403, "csrf-failed", sentence)
    return _bad_request(exc)
