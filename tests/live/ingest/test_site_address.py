"""Where the ingest looks for the site, and what it says when the address is a wrong one."""

import logging
from pathlib import Path

import pytest
from aiohttp import web
from django.conf import LazySettings
from django.core.management import load_command_class
from pytest_django.live_server_helper import LiveServer

from live.ingest.files import StoredFiles
from live.ingest.http_server import run_application
from live.ingest.node import Node
from live.ingest.rtmp_server import Publisher, Refused
from live.ingest.site import Site, SiteIsAway
from live.services.secret import ingest_secret
from tests.live.loop import run
from tests.live.process import IngestProcess
from tests.site.front import running_front


def asked_site() -> str:
    parser = load_command_class("live", "ingest").create_parser("manage.py", "ingest")
    return str(parser.parse_args([]).site)


def test_the_web_process_is_asked_where_the_operator_says(settings: LazySettings) -> None:
    settings.SITE_URL = "https://video.example"
    settings.LIVE_SITE_URL = ""
    assert asked_site() == "https://video.example"
    settings.LIVE_SITE_URL = "http://127.0.0.1:8000"
    assert asked_site() == "http://127.0.0.1:8000"


@pytest.mark.django_db(transaction=True)
def test_the_web_process_itself_answers(live_server: LiveServer) -> None:
    async def ask() -> None:
        site = Site(live_server.url, ingest_secret())
        await site.check()
        await site.close()
        other = Site(live_server.url, "another secret")
        with pytest.raises(SiteIsAway, match="LIVE_INGEST_SECRET"):
            await other.check()
        await other.close()

    run(ask())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_behind_our_nginx_the_operator_is_told_what_to_set(tmp_path: Path) -> None:
    with running_front(tmp_path) as front:
        address = f"http://127.0.0.1:{front.port}"
        node = IngestProcess(address, tmp_path)
        node.stop()
    assert f"Nobody can publish yet: {address} answers 404" in node.log.read_text()
    assert "set LIVE_SITE_URL" in node.log.read_text()


@pytest.mark.parametrize(("status", "word"), [(404, "LIVE_SITE_URL"), (400, "ALLOWED_HOSTS"), (502, "502")])  # fmt: skip
def test_each_refused_publisher_says_it_again(
    status: int, word: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text="<h1>no</h1>", content_type="text/html")

    async def dismiss(_words: str) -> None: ...

    async def ask() -> None:
        application = web.Application()
        application.router.add_route("*", "/{rest:.*}", answer)
        runner, port = await run_application(application, "127.0.0.1", 0)
        site = Site(f"http://127.0.0.1:{port}", "secret")
        node = Node(
            site=site,
            address="",
            files=StoredFiles(),
            is_good=lambda *_: True,
            master=lambda _: None,
        )
        with pytest.raises(Refused, match="The site does not answer"):
            await node.admit(Publisher("live", "key", "127.0.0.1", dismiss))
        await site.close()
        await runner.cleanup()

    with caplog.at_level(logging.WARNING):
        run(ask())
    assert word in caplog.text
