"""A site with something on every page, and a browser that looks at it in both themes."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import Channel, Follow, User
from tests.chromium import new_profile
from tests.videos.watch.conftest import film, make_playable, projector, video
from videos.models import Video, WatchProgress
from videos.services.search_index import index_video

__all__ = ["film", "make_playable", "projector", "video"]


@pytest.fixture
def furnished(
    projector: Any,
    settings: LazySettings,
    video: Video,
    make_playable: Callable[..., Video],
    channel: Channel,
    creator: User,
    viewer: User,
) -> Video:
    """A public video with everything, others beside it, and people who follow and watched."""
    settings.ROOT_URLCONF = "tests.look.urls"
    channel.description = "Slow pictures."
    channel.links = ["https://example.com/about"]
    channel.save()
    for number in range(11):
        make_playable(channel, title=f"Another one {number}", view_count=number * 1234)
    make_playable(channel, title="Behind a password", privacy=Video.Privacy.PASSWORD, password="x")
    make_playable(channel, title="Not out", published_at=None)
    make_playable(channel, title="In the making", state=Video.State.PROCESSING)
    make_playable(channel, title="Broken", state=Video.State.FAILED, failure="no-streams")
    for each in Video.objects.all():
        index_video(each)
    Follow.objects.create(user=viewer, channel=channel)
    WatchProgress.objects.create(user=viewer, video=video, position_ms=15_000)
    for person in (creator, viewer):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return video


OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def open_context(browser: Browser, live_server: LiveServer) -> Any:
    """Open a fresh profile with a theme and a width; all are closed at the end."""
    opened: list[BrowserContext] = []

    def make(theme: str, width: int, **options: Any) -> BrowserContext:
        context = new_profile(
            browser,
            base_url=live_server.url,
            viewport={"width": width, "height": 844},
            **options,
        )
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "theme", "value": theme, "url": live_server.url}])
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


def sign_in_by_form(page: Page, user: User) -> None:
    """As people do, so that pages which ask for a recent sign-in are satisfied."""
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(user.email)
    page.locator("input[name=password]").fill("correct horse battery")
    page.locator("main form button[type=submit]").first.click()
    page.locator("[popovertarget=account-menu] .avatar").wait_for()
