"""Rooms in real browsers, on a real Daphne."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import Channel, User
from chat.models import Hook, Room
from chat.services.hooks import add_hook
from tests.chat.servers import listening
from tests.chromium import new_profile
from tests.videos.uploading.site import Site

Join = Callable[..., Page]


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Site]:
    """One web process for all of these tests: starting it takes longer than most of them."""
    site = Site(tmp_path_factory.mktemp("site"), part_bytes=1024**2)
    yield site
    site.kill()


@pytest.fixture
def site(running_site: Site, db: None) -> Site:
    """The site with its sockets, over the test's database."""
    if running_site.process is None:
        running_site.start()
    return running_site


@pytest.fixture
def join(browser: Browser, site: Site, sign_in: Any) -> Iterator[Join]:
    """Open a page of the site as somebody, or as nobody; the room's own window by default."""
    opened: list[BrowserContext] = []

    def make(
        user: User | None,
        room: Room,
        *,
        address: str = "/chat/{room}/popout",
        theme: str = "light",
        width: int = 420,
        **options: Any,
    ) -> Page:
        context = new_profile(
            browser, base_url=site.url, viewport={"width": width, "height": 760}, **options
        )
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "theme", "value": theme, "url": site.url}])
        if user is not None:
            cookie = sign_in(user).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.url}])
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", _fail)
        page.goto(address.format(room=room.public_id))
        return page

    yield make
    for context in opened:
        context.close()


def _fail(error: Any) -> None:
    raise AssertionError(f"uncaught error in the page: {error}")


@pytest.fixture
def owner(sign_in: Any, room: Room, creator: User) -> Client:
    """The creator's browser."""
    client: Client = sign_in(creator)
    return client


@pytest.fixture
def elsewhere(settings: LazySettings) -> Iterator[Any]:
    """The owner's server, which may be inside."""
    settings.CHAT_HOOKS_INSIDE = True
    with listening() as server:
        yield server


@pytest.fixture
def hook(channel: Channel, elsewhere: Any) -> Hook:
    """A webhook to it."""
    url = f"http://127.0.0.1:{elsewhere.server_port}/hook"
    return add_hook(channel=channel, url=url, kinds=["message"])
