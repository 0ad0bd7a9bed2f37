"""What the API says when it will not: a problem document with a sentence in the reader's language."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from accounts.models import User
from videos.api import videos

pytestmark = pytest.mark.django_db
KOREAN = {"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.5"}
UPLOADS = "/api/v1/uploads"


@pytest.fixture
def owner(creator: User) -> Client:
    """The creator, who reads Korean."""
    creator.locale = "ko"
    creator.save()
    client = Client(raise_request_exception=False)
    client.force_login(creator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def is_korean(text: str) -> bool:
    return any("가" <= character <= "힣" for character in text)


def post(client: Client, body: bytes, kind: str = "application/json") -> Any:
    return client.post(UPLOADS, body, content_type=kind)


def test_what_cannot_be_read_is_refused_in_the_readers_language(owner: Client) -> None:
    for body in (b"{", b"\xff", b"[" * 100_000, b"9" * 5000, b"[1]", b'"text"', b"null"):
        answer = post(owner, body)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")
        assert is_korean(answer.json()["detail"])


def test_each_wrong_member_is_named_with_a_sentence(creator: User) -> None:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(creator, backend="django.contrib.auth.backends.ModelBackend")
    answer = post(client, b'{"size": "x", "type": 3, "fingerprint": "' + b"f" * 200 + b'"}')
    assert answer.status_code == 422
    errors = {error["field"]: error["message"] for error in answer.json()["errors"]}
    assert errors == {
        "name": "This is required.",
        "size": "This has to be a whole number.",
        "type": "This has to be text.",
        "fingerprint": "At most 128 characters.",
    }


def test_more_than_a_request_may_hold_is_no_error_of_ours(owner: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    large = post(owner, b'{"name": "' + b"x" * 2000 + b'"}')
    assert (large.status_code, large.json()["code"]) == (413, "too-large")
    form = "application/x-www-form-urlencoded"
    captions = owner.post(
        "/api/v1/studio/videos/AAAAAAAAAAA/captions", b"a=1&" * 20, content_type=form
    )
    assert (captions.status_code, captions.json()["code"]) == (400, "bad-request")


def test_a_session_without_its_token_is_told_to_load_the_page_again(creator: User) -> None:
    client = Client(enforce_csrf_checks=True, headers=KOREAN)
    client.force_login(creator, backend="django.contrib.auth.backends.ModelBackend")
    answer = post(client, b"{}")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf-failed")


def test_a_database_that_does_not_answer_is_a_503(owner: Client, monkeypatch: Any) -> None:
    def away(*_arguments: Any, **_more: Any) -> None:
        raise OperationalError("password=secret")

    monkeypatch.setattr(videos, "paginate", away)
    answer = owner.get("/api/v1/videos")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert int(answer["Retry-After"]) > 0
    assert "secret" not in answer.text
