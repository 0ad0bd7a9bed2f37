"""What the API says when it will not: a problem document with a sentence in the reader's language."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from accounts.models import User
from core.request_limit import RequestLimit
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
    for body in (b"{", b"\xff", b"[" * 100_000, b"9" * 5000):
        answer = post(owner, body)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")
        assert is_korean(answer.json()["detail"])


def test_each_wrong_member_is_named_with_a_sentence(creator: User) -> None:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(creator, backend="django.contrib.auth.backends.ModelBackend")
    answer = post(client, b'{"size": "x", "type": 3, "fingerprint": "' + b"f" * 200 + b'"}')
    assert answer.status_code == 422
    errors = {
        error["field"].rpartition(".")[2]: error["message"] for error in answer.json()["errors"]
    }
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


def asked(headers: Mapping[bytes, bytes], pieces: list[bytes]) -> list[dict[str, Any]]:
    """What `RequestLimit` over an application that reads everything sends."""
    sent: list[dict[str, Any]] = []
    waiting = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, 1)
    ]

    async def application(_scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["more_body"]:
            pass
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(dict(message))

    scope = {"type": "http", "headers": list(headers.items())}
    asyncio.run(RequestLimit(application, most_bytes=1000)(scope, receive, send))
    return sent


def test_a_body_is_bounded_whether_it_says_its_length_or_not() -> None:
    assert asked({}, [b"x" * 500, b"x" * 500])[0]["status"] == 204
    assert asked({b"content-length": b"1001"}, [b""])[0]["status"] == 413
    # In chunks, or with a length that is a lie.
    assert asked({}, [b"x" * 500] * 3)[0]["status"] == 413
    assert asked({b"content-length": b"9" * 30}, [b"x" * 500] * 3)[0]["status"] == 413


def test_the_bound_is_said_in_the_readers_language() -> None:
    answer = asked({b"accept-language": b"ko-KR,ko;q=0.9"}, [b"x" * 2000])
    assert is_korean(answer[1]["body"].decode())
    assert not is_korean(asked({b"accept-language": b"xx"}, [b"x" * 2000])[1]["body"].decode())
