"""When something stands in the way: tokens that expire, networks that drop, videos still being made."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Route, WebSocketRoute, expect

from accounts.models import User
from tests.videos.watch.conftest import Viewer
from tests.videos.watch.film import Projector
from videos.models import Video

READY = '{"type": "feed.ready"}'
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_expired_token_is_renewed_without_a_stop(
    watching: Viewer, projector: Projector, video: Video
) -> None:
    Video.objects.filter(pk=video.pk).update(privacy="unlisted")
    projector.renewed_url = "/media/t/fresh/v1/master.m3u8"
    watching.open(video)
    watching.play()
    old = {asked.partition(":")[0] for asked in projector.asked} - {"public"}
    assert len(old) == 1
    projector.refused_tokens |= old
    watching.video("(v.currentTime = 34, 0)")
    watching.wait("v => v.currentTime > 35 && !v.seeking")
    assert any(asked.startswith("fresh:") for asked in projector.asked)
    assert not any(asked == "fresh:master.m3u8" for asked in projector.asked)
    expect(watching.page.locator(".player-notice")).to_be_hidden()


@pytest.mark.parametrize(
    ("status", "words"), [(404, "no longer here"), (403, "may not watch this video any more")]
)
def test_what_was_taken_away_is_explained(
    watching: Viewer, projector: Projector, video: Video, status: int, words: str
) -> None:
    watching.open(video)
    watching.play()
    projector.broken = 404 if status == 404 else 403
    projector.playback_status = status
    watching.video("(v.currentTime = 36, 0)")
    expect(watching.page.get_by_role("alert")).to_contain_text(words, timeout=60_000)
    has_retry = watching.page.locator(".player-notice-button").count()
    assert has_retry == (0 if status == 404 else 1)


def test_a_dropped_network_recovers_by_itself(watching: Viewer, video: Video) -> None:
    watching.open(video)
    watching.play()
    watching.page.context.set_offline(True)
    watching.video("(v.currentTime = 34, 0)")
    expect(watching.page.get_by_role("alert")).to_contain_text("You are offline", timeout=60_000)
    watching.page.context.set_offline(False)
    watching.wait("v => v.currentTime > 34.5 && !v.paused")
    expect(watching.page.locator(".player-notice")).to_be_hidden()


def test_a_broken_server_can_be_asked_again(
    watching: Viewer, projector: Projector, video: Video
) -> None:
    projector.broken = 500
    watching.open(video)
    watching.page.locator("[data-player-start]").click()
    notice = watching.page.get_by_role("alert")
    expect(notice).to_contain_text("connection was lost", timeout=90_000)
    projector.broken = 0
    notice.get_by_role("button", name="Try again").click()
    watching.until_playing()
    expect(watching.page.locator(".player-notice")).to_be_hidden()


def test_a_video_still_being_made_plays_at_once_with_its_full_length(
    watching: Viewer, projector: Projector, video: Video
) -> None:
    Video.objects.filter(pk=video.pk).update(state="playable")
    projector.ready_segments = 6
    watching.open(video)
    watching.play()
    page = watching.page
    # From the beginning, not from the edge of what is ready.
    assert watching.video("v.currentTime") < 5
    assert abs(watching.video("v.duration") - 40) < 0.2

    # Beyond what is ready it says so and waits, then goes there by itself.
    watching.press("6")
    expect(
        page.get_by_role("status").filter(has_text="0:24 is still being prepared")
    ).to_be_visible()
    assert watching.video("v.paused && v.currentTime < 12")
    projector.ready_segments = 14
    watching.wait("v => v.currentTime >= 24 && v.currentTime < 28 && !v.paused")
    expect(page.locator(".player-waiting")).to_be_hidden()

    # Played up to the edge it waits for more, and the end comes when all is made.
    watching.wait("v => v.currentTime > 27")
    projector.ready_segments = None
    watching.wait("v => v.currentTime > 30")
    watching.press("9")
    watching.wait("v => v.currentTime >= 36")
    expect(page.locator(".player-unready")).to_be_hidden()
    watching.wait("v => v.ended")


def test_the_next_video_starts_after_a_countdown_that_can_be_cancelled(
    watching: Viewer, video: Video, make_playable: Callable[..., Video]
) -> None:
    following = make_playable(video.channel, title="The following one", tags=["test"])
    page = watching.page
    watching.open(video)
    watching.play()
    watching.video("(v.currentTime = 39, 0)")
    watching.wait("v => v.ended")
    end = page.locator(".player-end")
    expect(end).to_contain_text("The following one")
    expect(end).to_contain_text("Starts in")
    # On a phone, where little room is left above the bars.
    wide = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    end.get_by_role("button", name="Cancel").click()
    assert wide
    page.set_viewport_size(wide)
    expect(end.get_by_role("button", name="Play again")).to_be_focused()
    assert "Starts in" not in end.inner_text()
    end.get_by_role("button", name="Play again").click()
    watching.wait("v => v.currentTime < 5 && !v.paused")

    watching.video("(v.currentTime = 39, 0)")
    page.wait_for_url(f"**/watch/{following.public_id}", timeout=90_000)
    watching.until_playing()

    # Switched off it asks, and stays switched off.
    page.get_by_role("switch", name="Autoplay").uncheck()
    watching.open(video)
    expect(page.get_by_role("switch", name="Autoplay")).not_to_be_checked()
    watching.play()
    watching.video("(v.currentTime = 39, 0)")
    watching.wait("v => v.ended")
    expect(end.get_by_role("button", name="Play now")).to_be_visible()
    assert "Starts in" not in end.inner_text()


def test_a_press_before_the_code_has_come_is_not_lost(watching: Viewer, video: Video) -> None:
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    watching.page.route("**/js/pages/watch*.js", hold)
    watching.page.goto(f"/watch/{video.public_id}", wait_until="commit")
    watching.page.locator("[data-player-start]").click()
    assert watching.page.locator("piyak-player").get_attribute("data-state") == "poster"
    late[0].continue_()
    watching.until_playing()


def test_the_owner_sees_processing_live_and_then_the_video(
    watching: Viewer,
    video: Video,
    creator: User,
    sign_in_browser: Callable[[User], None],
) -> None:
    current = video.current_id
    Video.objects.filter(pk=video.pk).update(state="processing", current=None)
    sockets: list[WebSocketRoute] = []

    def meet(socket: WebSocketRoute) -> None:
        sockets.append(socket)

    watching.page.route_web_socket("**/ws/me", meet)
    sign_in_browser(creator)
    watching.open(video)
    bar = watching.page.get_by_role("progressbar")
    expect(bar).to_be_visible()

    def wait_for_page(number: int) -> None:
        """Until the socket of the page that was loaded as the `number`th is there."""
        while len(sockets) < number:
            watching.page.wait_for_timeout(50)

    def tell(**event: Any) -> None:
        base = {"type": "video.progress", "video": video.public_id, "message": "Encoding"}
        sockets[-1].send(json.dumps(base | event))

    wait_for_page(1)
    # What was told before the socket connected is asked for, once.
    Video.objects.filter(pk=video.pk).update(state="failed", failure="no-streams")
    sockets[-1].send(READY)
    wait_for_page(2)
    expect(watching.page.get_by_text("could not be processed")).to_be_visible()
    watching.page.evaluate("window.kept = true")
    with watching.page.expect_response("**/api/v1/studio/videos/*") as answer:
        sockets[-1].send(READY)
    answer.value.finished()
    assert watching.page.evaluate("window.kept")
    Video.objects.filter(pk=video.pk).update(state="processing", failure="")
    watching.page.reload()

    wait_for_page(3)
    tell(percent=42, state="processing", video="another")
    tell(percent=37, state="processing")
    expect(bar).to_have_attribute("aria-valuenow", "37")
    expect(watching.page.locator("[data-processing-percent]")).to_have_text("37%")
    Video.objects.filter(pk=video.pk).update(state="ready", current=current)
    tell(percent=100, state="ready")
    watching.play()


def test_a_scheduled_video_counts_down_for_its_owner(
    watching: Viewer, video: Video, creator: User, sign_in_browser: Callable[[User], None]
) -> None:
    due = timezone.now() + timedelta(hours=2, minutes=5)
    Video.objects.filter(pk=video.pk).update(published_at=due)
    sign_in_browser(creator)
    watching.open(video)
    expect(watching.page.get_by_role("timer")).to_have_text("in 2 hours")
