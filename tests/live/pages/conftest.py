"""A stream with a name that pages show, and a site on which it can really be watched."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import Channel, User
from live.models import Stream
from tests.chromium import new_profile
from tests.live.factories import StreamFactory
from tests.live.pages.theatre import Theatre
from tests.live.process import wait_until


@pytest.fixture
def stream(channel: Channel) -> Stream:
    """A public stream that waits for its publisher."""
    made: Stream = StreamFactory(channel=channel, title="Baking bread")
    return made


@pytest.fixture(scope="session")
def _theatre(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    theatre = Theatre(tmp_path_factory.mktemp("theatre"))
    yield theatre
    theatre.close()


@pytest.fixture
def theatre(_theatre: Theatre, transactional_db: None) -> Iterator[Theatre]:
    """The site and its ingest, with nobody sending before and after."""
    yield _theatre
    _theatre.empty()
    wait_until(_theatre.ingest.is_quiet, "nothing is left of its publishers")


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, theatre: Theatre, sign_in: Any) -> Iterator[OpenPage]:
    """Open a page in a profile of its own, signed in as somebody or not; an uncaught script error fails the test."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def make(user: User | None = None, **options: Any) -> Page:
        context = new_profile(browser, base_url=theatre.url, **options)
        context.set_default_timeout(90_000)
        opened.append(context)
        if user:
            cookie = sign_in(user).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": theatre.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in opened:
        context.close()
    assert errors == []
