"""`manage.py ingest`: take publishers by RTMP, serve players by HTTP."""

import asyncio
import errno
import gc
import logging
import signal
import socket
import ssl
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uvloop
from aiohttp import web
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.signed_requests import HEADER, is_signed
from live.ingest.files import StoredFiles
from live.ingest.http_server import build_application, run_application
from live.ingest.masters import master_of
from live.ingest.node import Node
from live.ingest.rtmp_server import Bounds, RtmpServer
from live.ingest.site import Site, SiteIsAway
from live.services.secret import ingest_secret
from live.services.tickets import is_good

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Take live streams by RTMP, package them with ffmpeg and serve them as HLS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--rtmp-port", type=int, default=1935)
        parser.add_argument(
            "--rtmps-port", type=int, default=1936, help="with LIVE_TLS_CERTIFICATE"
        )
        parser.add_argument("--http-port", type=int, default=8090)
        # Of whoever starts us and has the ports already.
        parser.add_argument("--rtmp-fd", type=int, help="instead of --rtmp-port: a socket that listens")  # fmt: skip
        parser.add_argument("--http-fd", type=int, help="instead of --http-port: a socket that listens")  # fmt: skip
        parser.add_argument(
            "--site",
            default=settings.LIVE_SITE_URL or settings.SITE_URL,
            help="where the web process answers, not a proxy that hides /internal/",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # All that was loaded until here stays: the collector need not look at it again and again.
        gc.collect()
        gc.freeze()
        uvloop.run(self.serve(options))

    async def serve(self, options: dict[str, Any]) -> None:
        """Until SIGINT or SIGTERM."""
        stop = asyncio.Event()
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, stop.set)
        site = Site(options["site"], ingest_secret())
        node = Node(
            site=site,
            address=settings.LIVE_NODE_URL,
            files=StoredFiles(),
            is_good=lambda ticket, session, mark: is_good(ticket, session=session, mark=mark),
            master=master_of,
        )

        async def control(request: web.Request) -> web.Response:
            body = await request.read()
            header = request.headers.get(HEADER, "")
            if not is_signed(body, header, ingest_secret(), purpose="control"):
                return web.Response(status=401)
            facts = await request.json()
            if facts.get("action") != "kick":
                return web.Response(status=400)
            return web.json_response({"kicked": await node.kick(str(facts.get("session")))})

        async def health(_request: web.Request) -> web.Response:
            return web.json_response(node.counts())

        rtmp = RtmpServer(node.admit, Bounds(fronts=frozenset(settings.LIVE_FRONT_IPS)))
        host = options["host"]
        with _listening(options, "http_port"):
            application = build_application(node.find, control, health)
            runner, _port = await run_application(
                application, host, options["http_port"], _given(options["http_fd"])
            )
        with _listening(options, "rtmp_port"):
            port = await rtmp.start(host, options["rtmp_port"], held=_given(options["rtmp_fd"]))
        if settings.LIVE_TLS_CERTIFICATE:
            with _listening(options, "rtmps_port"):
                await rtmp.start(host, options["rtmps_port"], _tls())
        self.stdout.write(f"ready: rtmp on port {port}")
        try:
            await site.check()
        except SiteIsAway as error:
            # It may only be slower to start; whoever publishes meanwhile is asked to try again.
            logger.error("Nobody can publish yet: %s", error)  # noqa: TRY400
        await stop.wait()
        await rtmp.stop()
        await node.close()
        await runner.cleanup()
        await site.close()


def _given(descriptor: int | None) -> socket.socket | None:
    """The socket that was handed to us. Raises `CommandError`."""
    if descriptor is None:
        return None
    try:
        return socket.socket(fileno=descriptor)
    except OSError as error:
        raise CommandError(
            f"{descriptor} is not a socket that was handed to the ingest."
        ) from error


@contextmanager
def _listening(options: Mapping[str, Any], option: str) -> Iterator[None]:
    """Say in one sentence that somebody else has the port."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise CommandError(
            f"port {options[option]} is in use. Stop what uses it, or choose another with"
            f" --{option.replace('_', '-')}."
        ) from None


def _tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(settings.LIVE_TLS_CERTIFICATE, settings.LIVE_TLS_KEY or None)
    return context
