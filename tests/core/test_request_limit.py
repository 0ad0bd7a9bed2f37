"""A body that is too large never reaches Django, and whoever sent it reads why in the form they asked for."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application
from django.db import connections

from core.request_limit import RequestLimit

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 1000
SENTENCE = "This is larger than the site takes in one request."
Headers = dict[str, str]


@pytest.fixture(scope="module")
def application() -> RequestLimit:
    return RequestLimit(get_asgi_application(), most_bytes=MOST)


def send(
    application: RequestLimit, path: str, blocks: list[bytes], **headers: str
) -> tuple[int, Headers, str]:
    """Send one POST in `blocks`; its status, headers and text."""

    @async_to_sync
    async def talk() -> tuple[int, Headers, str]:
        answer = await _send(application, path, blocks, **headers)
        await sync_to_async(connections.close_all)()
        return answer

    # In a thread of its own: a browser test before this one leaves its loop running in ours.
    with ThreadPoolExecutor(1) as pool:
        answer: tuple[int, Headers, str] = pool.submit(talk).result()
    return answer


async def _send(
    application: RequestLimit, path: str, blocks: list[bytes], **headers: str
) -> tuple[int, Headers, str]:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [
            (b"host", b"testserver"),
            *(
                (name.replace("_", "-").lower().encode(), value.encode())
                for name, value in headers.items()
            ),
        ],
    }
    wire = ApplicationCommunicator(application, scope)
    for block, more in _with_more(blocks):
        await wire.send_input({"type": "http.request", "body": block, "more_body": more})
    start = await wire.receive_output(timeout=60)
    body = b""
    while True:
        part: Any = await wire.receive_output(timeout=60)
        body += part["body"]
        if not part.get("more_body"):
            break
    await wire.send_input({"type": "http.disconnect"})
    await wire.wait(timeout=60)
    found = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return start["status"], found, body.decode()


def _with_more(blocks: list[bytes]) -> Iterator[tuple[bytes, bool]]:
    for number, block in enumerate(blocks, 1):
        yield block, number < len(blocks)


def test_an_announced_body_is_refused_as_a_page(application: RequestLimit) -> None:
    status, headers, page = send(
        application, "/search", [b""], content_length=str(MOST + 1), accept="text/html"
    )
    assert status == 413
    assert headers["content-type"] == "text/html; charset=utf-8"
    # The answer is the site's own: its language, its policy, its look.
    assert "content-security-policy" in headers
    assert headers["cache-control"] == "no-store"
    assert SENTENCE in page
    assert '<html lang="en"' in page
    _status, _headers, korean = send(
        application, "/search", [b""], content_length=str(MOST + 1), accept_language="ko"
    )
    assert '<html lang="ko"' in korean
    assert SENTENCE not in korean


def test_htmx_gets_a_toast(application: RequestLimit) -> None:
    status, headers, toast = send(
        application, "/settings/channel/", [b""], content_length="9999", hx_request="true"
    )
    assert (status, headers["hx-retarget"]) == (413, "#toasts")
    assert toast.startswith('<div class="toast')
    assert SENTENCE in toast


@pytest.mark.parametrize("path", ["/api/v1/uploads", "/_allauth/browser/v1/auth/login"])
def test_programs_get_a_problem(application: RequestLimit, path: str) -> None:
    status, headers, text = send(application, path, [b""], content_length="9999")
    assert (status, headers["content-type"]) == (413, "application/problem+json")
    problem = json.loads(text)
    assert (problem["status"], problem["code"], problem["detail"]) == (413, "too-large", SENTENCE)


@pytest.mark.parametrize("length", [None, "5", "-1", "9" * 40, "0x10"])
def test_what_comes_is_counted_whatever_was_announced(
    application: RequestLimit, length: str | None
) -> None:
    announced = {} if length is None else {"content_length": length}
    blocks = [b"x" * (MOST // 2), b"x" * (MOST // 2), b"x", b"y" * 500]
    status, _headers, _text = send(application, "/search", blocks, **announced)
    assert status == 413


def test_a_body_within_the_limit_passes(application: RequestLimit) -> None:
    status, _headers, _text = send(
        application, "/api/v1/uploads", [b"x" * MOST], content_length=str(MOST)
    )
    # Who is not signed in is told so: the body is not what keeps them out.
    assert status in {401, 403}
