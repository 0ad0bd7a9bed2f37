"""Errors as whoever asked can use them: a designed page, a problem document, or a toast."""

import sys
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template import loader
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.problems import Problem, problem_response, unavailable
from core.request_limit import refuse_large

PROGRAMS = ("/api/", "/_allauth/")
# What a browser fetches for a page cannot show one.
PAGES = frozenset({"", "document", "iframe", "frame", "embed", "object"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be understood, or names a host that this site is not."""
    problem = Problem(400, "bad-request", _("We could not understand this request."))
    # The host may be a lie, so nothing of the request goes into the page.
    return answer_problem(request, problem, bare=True)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in or not, this is for others."""
    return answer_problem(request, Problem(403, "forbidden", _("You may not see this page.")))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing that this person may know of."""
    return answer_problem(request, Problem(404, "not-found", _("There is nothing here.")))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the CSRF check: almost always a page that was open for too long."""
    if reason == REASON_NO_CSRF_COOKIE:
        sentence = _(
            "Your browser did not send our cookie. Allow cookies for this site, then try again."
        )
    else:
        sentence = _("This page was open for too long. Load it again, then repeat what you did.")
    return answer_problem(request, Problem(403, "csrf-failed", sentence), template="csrf")


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 when it is the database that does not answer. Needs no database and no context."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError):
        problem = unavailable(error)
    else:
        sentence = _("Something went wrong on our side. Try again later.")
        problem = Problem(500, "server-error", sentence)
    return answer_problem(request, problem, bare=True)


def answer_problem(
    request: HttpRequest, problem: Problem, *, template: str = "", bare: bool = False
) -> HttpResponse:
    """Say `problem` in the form that fits the request.

    `template` is a name under `errors/`, by default the status. A `bare` page is rendered without
    the request, so that whatever broke the request cannot break it too.
    """
    style = _style(request)
    if style == "json":
        response = problem_response(problem)
    elif style == "toast":
        response = _toast(problem)
    elif style == "page":
        response = _page(None if bare else request, problem, template or _template(problem.status))
    else:
        response = HttpResponse(
            str(problem.detail), status=problem.status, content_type="text/plain; charset=utf-8"
        )
    if problem.retry_after_s is not None:
        response["Retry-After"] = str(problem.retry_after_s)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _style(request: HttpRequest) -> str:
    if request.path.startswith(PROGRAMS):
        return "json"
    if request.headers.get("HX-Request") == "true":
        return "toast"
    accepted = request.headers.get("Accept", "*/*")
    place = request.headers.get("Sec-Fetch-Dest", "")
    if place in PAGES and ("text/html" in accepted or accepted == "*/*"):
        return "page"
    if "json" in accepted or place == "empty":
        return "json"
    return "text"


def _template(status: int) -> str:
    return str(status) if status in {400, 403, 404, 429, 500, 503} else "other"


def _page(request: HttpRequest | None, problem: Problem, name: str) -> HttpResponse:
    context = {"detail": problem.detail, "status": problem.status}
    if request is not None:
        return render(request, f"errors/{name}.html", context, status=problem.status)
    page = loader.get_template(f"errors/{name}.html").render(context)
    return HttpResponse(page, status=problem.status)


def _toast(problem: Problem) -> HttpResponse:
    """htmx puts it among the page's messages, whatever element was to be replaced."""
    item = format_html(
        '<div class="toast toast--error" role="alert"><span>{}</span>'
        '<button type="button" data-dismiss>{}</button></div>',
        problem.detail,
        _("Close"),
    )
    response = HttpResponse(item, status=problem.status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "beforeend"
    return response


class ErrorsMiddleware:
    """Gives refusals that were raised by a service, and those without a body, the form they need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            refuse_large(request)
        except Problem as problem:
            return answer_problem(request, problem)
        response = self.get_response(request)
        if response.status_code == 405 and not _is_json(response):
            sentence = _("This address does not take such a request.")
            answer = answer_problem(request, Problem(405, "method-not-allowed", sentence))
            answer["Allow"] = response.headers.get("Allow", "")
            return answer
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer_problem(request, exception) if isinstance(exception, Problem) else None


def _is_json(response: HttpResponseBase) -> bool:
    return "json" in response.headers.get("Content-Type", "")
