"""A page that says what went wrong costs no more than another: it is made in the request's thread, with its connection."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.db import connection
from django.test import Client

from core.asgi_handler import site_application
from piyakast import asgi
from tests.factories import ChannelFactory

pytestmark = pytest.mark.django_db(transaction=True)


def ask(address: str, cookie: str) -> tuple[int, str]:
    """Ask for a page as a browser does; its status and text."""

    @async_to_sync
    async def talk() -> tuple[int, str]:
        headers = [
            (b"host", b"testserver"),
            (b"accept", b"text/html"),
            (b"cookie", cookie.encode()),
        ]
        scope: dict[str, Any] = {
            "type": "http", "http_version": "1.1", "method": "GET", "path": address, "query_string": b"",
            "headers": headers,
        }  # fmt: skip
        wire = ApplicationCommunicator(site_application(), scope)
        await wire.send_input({"type": "http.request", "body": b"", "more_body": False})
        start, body, more = await wire.receive_output(timeout=60), b"", True
        while more:
            part = await wire.receive_output(timeout=60)
            body, more = body + part["body"], part.get("more_body", False)
        await wire.wait(timeout=60)
        return start["status"], body.decode()

    # In a thread of its own: a browser test before this one leaves its loop running in ours.
    with ThreadPoolExecutor(1) as pool:
        answer: tuple[int, str] = pool.submit(talk).result()
    return answer


@pytest.mark.parametrize("address", ["/watch/nobodyhas1t", "/no/such/page"])
def test_a_page_that_is_not_there_gives_its_connection_back(address: str) -> None:
    client = Client()
    client.force_login(
        ChannelFactory(name="Otter Films").owner,
        backend="django.contrib.auth.backends.ModelBackend",
    )
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    connection.close()
    held = taken()
    status, page = ask(address, cookie)
    assert (status, "Otter Films" in page) == (404, True)
    assert taken() == held


def taken() -> int:
    """How many connections of the pool somebody holds."""
    stats = connection.pool.get_stats()  # type: ignore[attr-defined]
    return int(stats["pool_size"] - stats["pool_available"])


def test_the_site_is_served_so() -> None:
    assert type(asgi.django_application) is type(site_application())
