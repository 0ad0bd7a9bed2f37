"""Django's handler for ASGI, but whatever becomes of a request, its connection to the database is given back."""

from typing import Any

import django
from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.exception import response_for_exception
from django.db import close_old_connections
from django.http import HttpRequest


class SiteHandler(ASGIHandler):
    """Two ways on which Django would lose connections, until nothing of the pool is left for anybody.

    Whoever hangs up while their request takes its time is cut off by Daphne after ten seconds, and Django says nowhere that the
    request is over. And the answer to an exception is made in a thread of the loop: a page of ours asks the database who reads it,
    so that thread would take a second connection while the request holds one, and keep it.
    """

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async with ThreadSensitiveContext():
            try:
                await super().__call__(scope, receive, send)
            except BaseException:
                await sync_to_async(close_old_connections)()
                raise

    async def _get_response_async(self, request: HttpRequest) -> Any:
        try:
            return await super()._get_response_async(request)  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001  (as Django does)
            return await sync_to_async(response_for_exception, thread_sensitive=True)(
                request, error
            )


def site_application() -> SiteHandler:
    """The application, once everything is loaded."""
    django.setup(set_prefix=False)
    return SiteHandler()
