"""What a request took it gives back, also when it fails and when nobody waits for it any more."""

import asyncio
from threading import Event
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.models import User
from core.unfinished_requests import FinishedByItself
from piyakast import urls as site
from tests.beside_a_loop import beside_a_loop

pytestmark = pytest.mark.django_db(transaction=True)
begun, let_go = Event(), Event()


def slow(request: HttpRequest) -> HttpResponse:
    """Asks the database, and takes its time."""
    User.objects.exists()
    begun.set()
    let_go.wait(30)
    return HttpResponse("nobody reads this")


urlpatterns = [path("slow", slow), *site.urlpatterns]
handler404 = site.handler404


def taken() -> int:
    """How many connections somebody holds."""
    stats = connection.pool.get_stats()  # type: ignore[attr-defined]
    return int(stats["pool_size"] - stats["pool_available"])


def scope_of(place: str, cookie: str = "") -> dict[str, Any]:
    headers = [(b"host", b"testserver"), (b"cookie", cookie.encode())]
    return {"type": "http", "method": "GET", "path": place, "query_string": b"", "headers": headers}


def test_a_page_that_is_not_there_keeps_no_connection(creator: User, client: Client) -> None:
    client.force_login(creator, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    scope = scope_of("/nothing/here", f"{settings.SESSION_COOKIE_NAME}={session}")
    before = taken()

    async def ask() -> int:
        told: list[int] = []
        waiting = [{"type": "http.request"}]

        async def receive() -> dict[str, Any]:
            if not waiting:
                await asyncio.Event().wait()
            return waiting.pop()

        async def send(message: Any) -> None:
            told.append(message.get("status", 0))

        await get_asgi_application()(scope, receive, send)
        return told[0]

    assert [beside_a_loop(ask)() for _ in range(3)] == [404] * 3
    assert taken() <= before


@pytest.mark.urls("tests.core.test_unfinished_requests")
def test_a_request_that_the_server_gave_up_keeps_no_connection() -> None:
    application = FinishedByItself(get_asgi_application())
    scope = scope_of("/slow")
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
