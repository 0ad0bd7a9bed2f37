"""Actors, a served site, and a real browser, for every test."""

from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker
from redis import Redis

from accounts.models import Channel, User
from core import realtime
from tests.beside_a_loop import beside_a_loop
from tests.chromium import CHROMIUM_FLAGS, chromium_path, new_profile
from tests.database import empty_database
from tests.factories import ChannelFactory, UserFactory

# Conditions end the waits of tests, not clocks: the machine may be busy with other things.
PATIENCE_MS = 180_000
SLOW = 5  # a slow test is worth so many that drive a browser
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, those marked slow and those that drive a browser: none should be left for one process alone."""
    weight: Counter[Path] = Counter()
    for item in items:
        weight[item.path] += "browser" in getattr(item, "fixturenames", ())
        weight[item.path] += SLOW if item.get_closest_marker("slow") else 0
    items.sort(key=lambda item: -weight[item.path])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Ends what threads of the site left connected, so that the database can be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True, scope="session")
def _emptied_as_it_was_filled() -> Iterator[None]:
    """After a test that commits, only what it filled is emptied, which is a fraction of Django's flush."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty_database())
        yield


@pytest.fixture(autouse=True, scope="session")
def _true_clock() -> None:
    """The API's types are built of the true clock's, whichever test comes first and stops it."""
    import_module("piyakast.urls")


@pytest.fixture(autouse=True, scope="session")
def _pushes_beside_a_browser() -> Iterator[None]:
    """Playwright's loop runs in the test's thread: what a test does there itself is pushed from another one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(realtime, "async_to_sync", beside_a_loop)
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """A page that was asked for in Korean leaves its language behind in the thread."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _own_folders(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SCRATCH_DIR = tmp_path / "scratch"


@pytest.fixture
def viewer(db: None) -> User:
    """Somebody signed up, without a channel."""
    return UserFactory(email="viewer@example.com")


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody else, with no right to what others own."""
    return UserFactory(email="stranger@example.com")


@pytest.fixture
def creator(db: None) -> User:
    """Somebody with a channel `@creator`."""
    owner: User = ChannelFactory(
        owner__email="creator@example.com", handle="creator", name="The Creator"
    ).owner
    return owner


@pytest.fixture
def channel(creator: User) -> Channel:
    """The creator's channel."""
    return creator.channel


@pytest.fixture
def moderator(db: None) -> User:
    """Staff, with every permission."""
    return UserFactory(email="moderator@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def silent_queue(settings: LazySettings) -> Iterator[None]:
    """Doorbells go to the real broker, where no worker listens."""
    current_app.conf.task_always_eager = False
    yield
    current_app.conf.task_always_eager = True
    Redis.from_url(settings.CELERY_BROKER_URL).delete("transcode")


@pytest.fixture
def sign_in() -> Any:
    """A Django test client that is signed in as the given user."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def service_workers() -> str:
    """Whether pages may have one; what looks at the app's shell allows it."""
    return "block"


@pytest.fixture
def context(
    browser: Browser, live_server: LiveServer, service_workers: str
) -> Iterator[BrowserContext]:
    """A fresh profile whose base URL is the served site."""
    context = new_profile(browser, base_url=live_server.url, service_workers=service_workers)
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page in that profile that fails the test on an uncaught script error."""
    page = context.new_page()
    page.on("pageerror", _fail)
    return page


def _fail(error: Any) -> None:
    raise AssertionError(f"uncaught error in the page: {error}")


@pytest.fixture
def sign_in_browser(context: BrowserContext, live_server: LiveServer, sign_in: Any) -> Any:
    """Sign the browser in as a user, without the form."""

    def make(user: User) -> None:
        cookie = sign_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return make
