"""However a request ends, it holds no connection to the database afterwards."""

import asyncio
from threading import Event
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.models import User
from core.asgi_handler import site_application
from core.unfinished_requests import FinishedByItself
from piyakast import asgi
from tests.beside_a_loop import beside_a_loop
from tests.factories import ChannelFactory

pytestmark = pytest.mark.django_db(transaction=True)

begun, let_go = Event(), Event()


def slow(request: HttpRequest) -> HttpResponse:
    """Asks the database, and takes its time."""
    User.objects.exists()
    begun.set()
    let_go.wait(30)
    return HttpResponse("nobody reads this")


urlpatterns = [path("slow", slow)]


def taken() -> int:
    """How many connections of the pool somebody holds."""
    stats = connection.pool.get_stats()  # type: ignore[attr-defined]
    return int(stats["pool_size"] - stats["pool_available"])


def ask(address: str, cookie: str) -> tuple[int, str]:
    """Ask for a page as a browser does; its status and text."""

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

    return beside_a_loop(talk)()


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


@pytest.mark.urls("tests.core.test_asgi_handler")
def test_a_request_that_the_server_gave_up_keeps_no_connection() -> None:
    application = FinishedByItself(site_application())
    scope = {
        "type": "http", "method": "GET", "path": "/slow", "query_string": b"",
        "headers": [(b"host", b"testserver")],
    }  # fmt: skip
    before = taken()

    async def give_up() -> None:
        messages = [{"type": "http.disconnect"}, {"type": "http.request"}]

        async def receive() -> dict[str, Any]:
            if len(messages) == 1:
                await sync_to_async(begun.wait, thread_sensitive=False)(30)
            return messages.pop()

        async def send(_message: Any) -> None:
            raise AssertionError("there is nobody")

        server = asyncio.ensure_future(application(scope, receive, send))
        await sync_to_async(begun.wait, thread_sensitive=False)(30)
        # Django waits for the view by now. Daphne has waited long enough.
        await asyncio.sleep(0.1)
        server.cancel()
        with pytest.raises(asyncio.CancelledError):
            await server
        let_go.set()
        if application.under_way:
            await asyncio.wait(application.under_way)

    beside_a_loop(give_up)()
    assert taken() <= before


def test_the_site_is_served_so() -> None:
    assert type(asgi.django_application) is type(site_application())
