"""Errors of the JSON API as RFC 9457 problem details (`application/problem+json`)."""

import json
import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from core.adapters.object_store import StoreFailed
from core.invalid_values import sentence_of
from core.waiting import wait_words

logger = logging.getLogger(__name__)

Sentence = str | Promise
RETRY_S = 30


class Problem(Exception):  # noqa: N818  (the RFC's own word)
    """An answer that refuses: `status`, a stable machine `code`, and a sentence for people.

    Extra members (RFC 9457 §3.2) travel as keyword arguments; `retry_after_s` also sets the header.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: Sentence,
        *,
        retry_after_s: int | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.retry_after_s = retry_after_s
        self.extra = extra


def problem_response(problem: Problem) -> HttpResponse:
    """Render `problem` as an `application/problem+json` answer."""
    body = {
        "type": f"about:blank#{problem.code}",
        "title": problem.code.replace("-", " ").capitalize(),
        "status": problem.status,
        "code": problem.code,
        "detail": str(problem.detail),
        **problem.extra,
    }
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=problem.status,
        content_type="application/problem+json",
    )
    if problem.retry_after_s is not None:
        response["Retry-After"] = str(problem.retry_after_s)
    return response


def too_many_requests(wait_s: int) -> Problem:
    """The refusal that says, in words and in Retry-After, when to come back."""
    sentence = _("Too many requests. Try again in %(wait)s.") % {"wait": wait_words(wait_s)}
    return Problem(429, "too-many-requests", sentence, retry_after_s=wait_s)


def _invalid(exc: ValidationError) -> Problem:
    errors = [
        {"field": ".".join(str(part) for part in error["loc"][1:]), "message": sentence_of(error)}
        for error in exc.errors
    ]
    return Problem(422, "invalid", _("Some of what you sent is not valid."), errors=errors)


def _bad_request(exc: Exception) -> Problem:
    return Problem(400, "bad-request", _("We could not understand this request."))


def too_large(exc: Exception | None = None) -> Problem:
    """For a body that is larger than any page or operation takes."""
    return Problem(413, "too-large", _("This is larger than the site takes in one request."))


def _said_by_ninja(exc: HttpError) -> Problem:
    """ninja refuses in two cases itself: a body it cannot parse, and a session without its CSRF token."""
    if exc.status_code == 403:
        sentence = _("This page was open for too long. Load it again, then repeat what you did.")
        return Problem(403, "csrf-failed", sentence)
    return _bad_request(exc)


def unavailable(exc: Exception) -> Problem:
    """For a database that does not answer."""
    sentence = _("The site is not available. Try again in a moment.")
    return Problem(503, "unavailable", sentence, retry_after_s=RETRY_S)


def store_down(exc: Exception) -> Problem:
    """For a store of files that does not answer, or does not let us in."""
    logger.error("The store of files failed: %s", exc)
    sentence = _("The site cannot reach its files right now. Try again in a few minutes.")
    return Problem(503, "store-down", sentence, retry_after_s=RETRY_S)


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
