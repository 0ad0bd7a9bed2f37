"""Requests that a server gives up come to their end all the same."""

import asyncio

from core.request_limit import Application, Receive, Scope, Send


class FinishedByItself:
    """ASGI: keeps a server's cancelling from the application, which hears that the client has gone anyway.

    A view in a thread cannot be stopped. Daphne waits ten seconds for one whose client has gone, then ends
    the request from outside; with it would go what Django still has to do once the view is done, and the
    thread's connection would be lost to the pool for ever. A slow database, when people leave, would cost all of them.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.under_way: set[asyncio.Future[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = asyncio.ensure_future(self.application(scope, receive, send))
        self.under_way.add(request)
        request.add_done_callback(self.under_way.discard)
        await asyncio.shield(request)
