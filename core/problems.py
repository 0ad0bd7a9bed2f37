"""Refusals as RFC 9457 problem details (`application/problem+json`); `core/api_errors.py` makes them of the API's errors."""

import json
import logging
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

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


def too_large(exc: Exception | None = None) -> Problem:
    """For a body that is larger than any page or operation takes."""
    return Problem(413, "too-large", _("This is larger than the site takes in one request."))


def unavailable(exc: Exception) -> Problem:
    """For a database that does not answer."""
    sentence = _("The site is not available. Try again in a moment.")
    return Problem(503, "unavailable", sentence, retry_after_s=RETRY_S)


def store_down(exc: Exception) -> Problem:
    """For a store of files that does not answer, or does not let us in."""
    logger.error("The store of files failed: %s", exc)
    sentence = _("The site cannot reach its files right now. Try again in a few minutes.")
    return Problem(503, "store-down", sentence, retry_after_s=RETRY_S)
