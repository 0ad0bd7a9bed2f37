"""Following a channel: by the API, by the form without scripts, and by the button of the page."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, Route

from accounts.models import Channel, Follow, User
from tests.discovery.conftest import MakeVideo

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_api_follows_once_and_counts(
    sign_in: Any, viewer: User, creator: User, channel: Channel
) -> None:
    client = sign_in(viewer)
    for _time in range(2):
        answer = client.put("/api/v1/me/following/@Creator")
        assert answer.json() == {"following": True, "follower_count": 1}
    for _time in range(2):
        answer = client.delete("/api/v1/me/following/creator")
        assert answer.json() == {"following": False, "follower_count": 0}
    assert sign_in(creator).put("/api/v1/me/following/creator").status_code == 422
    assert client.put("/api/v1/me/following/nobody").status_code == 404
    assert client.put("/api/v1/me/following/%00").status_code == 404
    assert Client().put("/api/v1/me/following/creator").status_code == 401
    assert not Follow.objects.exists()


def test_the_form_works_without_scripts(
    sign_in: Any, viewer: User, creator: User, channel: Channel
) -> None:
    client = sign_in(viewer)
    assert client.post("/@creator/follow", {"follow": "1"}).headers["Location"] == "/@creator"
    assert channel.is_followed_by(viewer)
    client.post("/@creator/follow", {"follow": "0"})
    assert not channel.is_followed_by(viewer)
    own = sign_in(creator).post("/@creator/follow", {"follow": "1"}, follow=True)
    assert "This is your own channel." in own.content.decode()
    assert "/accounts/login/" in Client().post("/@creator/follow").headers["Location"]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(viewer, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post("/@creator/follow", {"follow": "1"}).status_code == 403


def test_the_button_answers_at_once_and_rolls_back_when_refused(
    page: Page, sign_in_browser: Any, viewer: User, channel: Channel, make_video: MakeVideo
) -> None:
    sign_in_browser(viewer)
    video = make_video()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def next_held() -> Route:
        while not held:
            page.wait_for_timeout(20)
        return held.pop()

    page.route("**/api/v1/me/following/*", hold)
    page.goto(f"/watch/{video.public_id}")
    follow = page.get_by_role("button", name="Follow The Creator", exact=True)
    stop = page.get_by_role("button", name="Following The Creator")
    count = page.locator("[data-followers-of=creator]")

    with page.expect_request("**/api/v1/me/following/*"):
        follow.click()
    # Nobody has answered yet.
    stop.wait_for()
    assert stop.evaluate("button => button === document.activeElement")
    assert count.inner_text() == "1 follower"
    next_held().fulfill(
        status=429, content_type="application/problem+json", body='{"detail": "Too fast."}'
    )
    page.get_by_role("status").get_by_text("Too fast.").wait_for()
    follow.wait_for()
    assert count.inner_text() == "0 followers"

    # Pressed twice before the answer: what was asked last holds.
    with page.expect_request("**/api/v1/me/following/*"):
        follow.click()
    stop.click()
    with page.expect_request(lambda request: request.method == "DELETE"):
        next_held().continue_()
    with page.expect_response("**/api/v1/me/following/*"):
        next_held().continue_()
    follow.wait_for()
    assert not Follow.objects.exists()
    page.unroute("**/api/v1/me/following/*")

    with page.expect_response("**/api/v1/me/following/*"):
        follow.click()
    page.goto("/@creator")
    stop.wait_for()
    assert page.locator(".rail__follows").get_by_text("The Creator").is_visible()
