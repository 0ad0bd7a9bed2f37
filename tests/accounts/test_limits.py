"""Guessing is slowed down for everybody together, also while Redis is away; the page says when to come back."""

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from freezegun import freeze_time

from accounts.models import User
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db


WRONG = "wrong horse"


def guess(email: str, password: str = WRONG, ip: str = "203.0.113.1") -> Any:
    return Client(REMOTE_ADDR=ip).post("/accounts/login/", {"login": email, "password": password})


@pytest.fixture
def without_redis(settings: Any) -> None:
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:9/0"}
    }


def test_passwords_are_guessed_five_times_from_anywhere(viewer: User) -> None:
    for turn in range(5):
        assert "not right" in guess(viewer.email, ip=f"203.0.113.{turn}").content.decode()
    late = guess(viewer.email, PASSWORD, ip="198.51.100.9")
    assert "Wait five minutes" in late.content.decode()
    assert "_auth_user_id" not in late.client.session
    # Nothing that was typed is lost, and other people are not locked out.
    assert f'value="{viewer.email}"' in late.content.decode()
    assert "not right" in guess("somebody@example.com", ip="198.51.100.9").content.decode()


def test_too_many_requests_from_one_address_end_on_a_page_that_says_when(db: None) -> None:
    client = Client()
    client.cookies["django_language"] = "ko"
    answers = [
        client.post("/accounts/password/reset/", {"email": f"p{n}@example.com"}) for n in range(21)
    ]
    assert {each.status_code for each in answers[:20]} == {302}
    refused = answers[20]
    # The oldest of the twenty leaves the window a minute after it came, so this is never too early.
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    page = refused.content.decode()
    assert 'lang="ko"' in page
    assert 'href="/accounts/password/reset/"' in page


def test_the_page_says_how_long_it_still_is(db: None) -> None:
    with freeze_time("2026-01-01 00:00:00") as clock:
        for turn in range(20):
            Client().post("/accounts/password/reset/", {"email": f"p{turn}@example.com"})
        clock.tick(23)
        refused = Client().post("/accounts/password/reset/", {"email": "late@example.com"})
        assert (refused.status_code, refused["Retry-After"]) == (429, "37")
        assert "Try again in 37 seconds." in refused.text
        clock.tick(37)
        again = Client().post("/accounts/password/reset/", {"email": "late@example.com"})
        assert again.status_code == 302


def test_codes_are_asked_for_three_times_a_minute_for_one_address(db: None) -> None:
    for _turn in range(3):
        asked = Client().post("/accounts/login/code/", {"email": "a@example.com"})
        assert asked.status_code == 302
    refused = Client().post("/accounts/login/code/", {"email": "a@example.com"})
    assert "Wait" in refused.content.decode()


def test_a_reset_is_asked_for_five_times_a_minute_for_one_address(db: None) -> None:
    for turn in range(5):
        Client(REMOTE_ADDR=f"203.0.113.{turn}").post(
            "/accounts/password/reset/", {"email": "a@example.com"}
        )
    late = Client(REMOTE_ADDR="198.51.100.9").post(
        "/accounts/password/reset/", {"email": "a@example.com"}
    )
    assert late.status_code == 429


@pytest.mark.usefixtures("without_redis")
def test_without_redis_people_sign_in_and_guessing_is_still_slow(viewer: User) -> None:
    assert guess(viewer.email, PASSWORD).status_code == 302
    for turn in range(5):
        assert "not right" in guess(viewer.email, ip=f"203.0.113.{turn}").content.decode()
    assert "Wait five minutes" in guess(viewer.email, PASSWORD).content.decode()
    caches["default"]._local.clear()  # type: ignore[attr-defined]
