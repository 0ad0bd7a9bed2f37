"""What a request took it gives back, also when nobody waits for it any more."""

import asyncio
from threading import Event
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.models import User
from core.asgi_handler import site_application
from core.unfinished_requests import FinishedByItself
from tests.beside_a_loop import beside_a_loop

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
    """How many connections somebody holds."""
    stats = connection.pool.get_stats()  # type: ignore[attr-defined]
    return int(stats["pool_size"] - stats["pool_available"])


@pytest.mark.urls("tests.core.test_unfinished_requests")
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
