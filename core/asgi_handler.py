"""Django's handler for ASGI, but pages of errors are made where everything else of a request is."""

from typing import Any

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.exception import response_for_exception
from django.http import HttpRequest


class SiteHandler(ASGIHandler):
    """Makes the answer to an exception in the request's own thread.

    Django takes a thread of the loop for it. A page of ours asks the database who reads it, so that thread would take a second
    connection while the request holds one, and keep it, since nobody tells it that the request is over: with some requests of
    signed-in people for what is not there, nothing of the pool is left for anybody.
    """

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
