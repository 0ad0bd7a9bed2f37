"""Errors of the JSON API as RFC 9457 problem details (`application/problem+json`)."""

import json
import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

logger = logging.getLogger(__name__)

Sentence = str | Promise


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


def _invalid(exc: ValidationError) -> Problem:
    errors = [
        {"field": ".".join(str(part) for part in error["loc"][1:]), "message": error["msg"]}
        for error in exc.errors
    ]
    return Problem(422, "invalid", _("Some of what you sent is not valid."), errors=errors)


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
        Throttled: lambda exc: Problem(
            429,
            "too-many-requests",
            _("Too many requests. Try again later."),
            retry_after_s=int(exc.wait or 60),
        ),
        HttpError: lambda exc: Problem(exc.status_code, "error", exc.message),
    }
    for kind, make in handlers.items():
        api.add_exception_handler(kind, handler(make))

    def unexpected(request: HttpRequest, exc: Any) -> HttpResponse:
        logger.error("Unhandled error in the API", exc_info=exc)
        return problem_response(
            Problem(500, "server-error", _("Something went wrong on our side. Try again later."))
        )

    api.add_exception_handler(Exception, unexpected)
