"""Refusals: designed pages in both languages, problem documents for programs, toasts for htmx."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_GET
from playwright.sync_api import Page, expect

from accounts.models import User
from core.problems import Problem
from core.ratelimit import Limit, rate_limited
from core.waiting import wait_words
from piyakast import urls as site
from tests.look.visiting import refusals

pytestmark = pytest.mark.django_db


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("secret of the code")


def no_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("password=secret")


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("secret")


def refused(request: HttpRequest) -> HttpResponse:
    raise Problem(409, "changed-meanwhile", "Somebody else changed it.")


@rate_limited(Limit("tests-errors", 1, 600))
def limited(request: HttpRequest) -> HttpResponse:
    return HttpResponse("fine")


@require_GET
def only_get(request: HttpRequest) -> HttpResponse:
    return HttpResponse("fine")


urlpatterns = [
    path("errors/forbidden", forbidden),
    path("errors/broken", broken),
    path("errors/no-database", no_database),
    path("errors/suspicious", suspicious),
    path("errors/refused", refused),
    path("errors/limited", limited),
    path("errors/only-get", only_get),
    path("api/v1/errors/broken", broken),
    *site.urlpatterns,
]
handler400, handler403, handler404 = site.handler400, site.handler403, site.handler404
handler429, handler500 = site.handler429, site.handler500

CASES = [
    ("/nothing/here", 404, "This page is not here", "이 페이지"),
    ("/errors/forbidden", 403, "This is not for you", ""),
    ("/errors/broken", 500, "Something went wrong on our side", ""),
    ("/errors/no-database", 503, "Back in a moment", ""),
    ("/errors/suspicious", 400, "We did not understand that", ""),
    ("/errors/refused", 409, "Somebody else changed it.", ""),
]


@pytest.fixture
def visitor(settings: Any) -> Client:
    """Somebody for whom errors are answered, not raised."""
    settings.ROOT_URLCONF = "tests.site.test_errors"
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("address", "status", "words", "_korean"), CASES)
def test_a_page_says_what_happened_and_leads_on(
    visitor: Client, address: str, status: int, words: str, _korean: str
) -> None:
    page = visitor.get(address)
    assert page.status_code == status
    assert page["Content-Type"] == "text/html; charset=utf-8"
    assert words in page.text
    assert 'href="/"' in page.text or status == 503
    assert "secret" not in page.text
    assert "Traceback" not in page.text
    assert page["Cache-Control"] == "no-store"
    assert 'name="robots" content="noindex"' in page.text
    korean = visitor.get(address, headers={"Accept-Language": "ko"})
    assert korean.status_code == status
    assert '<html lang="ko"' in korean.text


@pytest.mark.parametrize(("address", "status", "_words", "_korean"), CASES)
def test_programs_get_problem_documents_and_htmx_a_toast(
    visitor: Client, address: str, status: int, _words: str, _korean: str
) -> None:
    problem = visitor.get(address, headers={"Accept": "application/json"})
    assert (problem.status_code, problem["Content-Type"]) == (status, "application/problem+json")
    assert problem.json()["status"] == status
    assert problem.json()["detail"]
    toast = visitor.get(address, headers={"HX-Request": "true", "Accept": "*/*"})
    assert toast.status_code == status
    assert (toast["HX-Retarget"], toast["HX-Reswap"]) == ("#toasts", "beforeend")
    assert toast.text.startswith('<div class="toast')
    # A missing picture needs no page.
    picture = visitor.get(address, headers={"Sec-Fetch-Dest": "image", "Accept": "image/*"})
    assert picture["Content-Type"].startswith("text/plain")
    assert len(picture.content) < 200


def test_the_api_speaks_problems_always(visitor: Client) -> None:
    for address, status in [
        ("/api/v1/nothing", 404),
        ("/api/nothing", 404),
        ("/api/v1/videos/nothing", 404),
        ("/api/v1/errors/broken", 500),
        ("/api/v1/videos?limit=x", 422),
        ("/api/v1/uploads", 401),
    ]:
        answer = visitor.get(address, headers={"Accept": "text/html"})
        assert answer.status_code == status, address
        assert answer["Content-Type"] == "application/problem+json", address
        assert answer.json()["code"], address
    wrong = visitor.delete("/api/v1/videos")
    assert (wrong.status_code, wrong["Content-Type"]) == (405, "application/problem+json")
    assert "GET" in wrong["Allow"]


def test_too_many_requests_say_when_to_come_back(visitor: Client) -> None:
    assert visitor.get("/errors/limited").text == "fine"
    page = visitor.get("/errors/limited", headers={"Accept": "text/html"})
    assert (page.status_code, page["Content-Type"]) == (429, "text/html; charset=utf-8")
    wait_s = int(page["Retry-After"])
    assert wait_s > 60
    said = "Try again in %d minutes." if wait_s > 90 else "Try again in %d seconds."
    number = -(-wait_s // 60) if wait_s > 90 else wait_s
    assert said % number in page.text
    problem = visitor.get("/errors/limited", headers={"Accept": "application/json"})
    assert problem.json()["code"] == "too-many-requests"
    assert wait_words(int(problem["Retry-After"])) in problem.json()["detail"]


def test_a_form_from_an_old_page_is_explained(visitor: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", {"login": "x"})
    assert answer.status_code == 403
    assert "Allow cookies for this site" in answer.text
    strict.get("/accounts/login/")
    answer = strict.post("/accounts/login/", {"csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert "This page was open for too long" in answer.text
    assert 'href="/accounts/login/"' in answer.text


def test_a_wrong_method_and_a_wrong_host(visitor: Client, settings: Any) -> None:
    wrong = visitor.post("/errors/only-get")
    assert (wrong.status_code, wrong["Allow"]) == (405, "GET")
    assert "That did not work" in wrong.text
    settings.ALLOWED_HOSTS = ["testserver"]
    hostile = visitor.get("/", headers={"Host": "evil.example"})
    assert hostile.status_code == 400
    assert "evil.example" not in hostile.text


def test_a_sign_in_that_is_tried_too_often_gets_the_page(visitor: Client, creator: User) -> None:
    statuses = set()
    for _ in range(30):
        answer = visitor.post("/accounts/login/", {"login": creator.email, "password": "wrong"})
        statuses.add(answer.status_code)
        if answer.status_code == 429:
            break
    # allauth refuses further tries of the account with a sentence in the form, or of the address with a page.
    assert 500 not in statuses


def test_the_500_page_needs_no_database(visitor: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert visitor.get("/errors/broken").status_code == 500


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_fit_a_phone_and_keep_to_their_policy(visitor: Client, page: Page) -> None:
    refused = refusals(page)
    page.set_viewport_size({"width": 360, "height": 740})
    for address, *_ in CASES:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (address, wide)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert refused == []
