"""Every key of the player, the overlay that lists them, and when keys belong to something else."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.videos.watch.conftest import Viewer
from videos.models import Video

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_key_does_what_the_overlay_says(watching: Viewer, video: Video) -> None:
    watching.open(video)
    watching.press(" ")
    watching.until_playing()
    page = watching.page

    watching.press("k")
    watching.wait("v => v.paused")
    watching.press(" ")
    watching.wait("v => !v.paused")
    watching.press("k")
    watching.wait("v => v.paused")

    def at(second: float) -> None:
        watching.wait(f"v => Math.abs(v.currentTime - {second}) < 0.3 && !v.seeking")

    for key, second in (
        ("5", 20),
        ("j", 10),
        ("l", 20),
        ("ArrowLeft", 15),
        ("ArrowRight", 20),
        ("Home", 0),
        ("9", 36),
        ("0", 0),
        ("3", 12),
    ):
        watching.press(key)
        at(second)

    before = watching.video("v.currentTime")
    watching.press(".")
    watching.wait(f"v => v.currentTime > {before} && v.currentTime < {before} + 0.1")
    watching.press(",")
    watching.wait(f"v => Math.abs(v.currentTime - {before}) < 0.02")

    watching.press("ArrowDown", "ArrowDown")
    watching.wait("v => Math.abs(v.volume - 0.9) < 0.01")
    watching.press("ArrowUp")
    watching.wait("v => Math.abs(v.volume - 0.95) < 0.01")
    watching.press("m")
    watching.wait("v => v.muted")
    expect(page.locator(".player-feedback")).to_contain_text("Muted")
    watching.press("m")
    watching.wait("v => !v.muted")

    watching.press(">")
    watching.wait("v => v.playbackRate === 1.25")
    watching.press("<", "<")
    watching.wait("v => v.playbackRate === 0.75")

    watching.press("c")
    watching.wait("v => [...v.textTracks].some((t) => t.mode === 'showing')")
    watching.press("c")
    watching.wait(
        "v => ![...v.textTracks].some((t) => t.kind === 'subtitles' && t.mode === 'showing')"
    )

    watching.press("t")
    expect(page.locator("[data-watch-page]")).to_have_attribute("data-theater", "")
    watching.press("f")
    page.wait_for_function("() => document.fullscreenElement")
    watching.press("f")
    page.wait_for_function("() => !document.fullscreenElement")
    watching.press("i")
    page.wait_for_function(
        "() => document.pictureInPictureElement || !document.pictureInPictureEnabled"
    )
    watching.press("i")
    page.wait_for_function("() => !document.pictureInPictureElement")

    watching.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    watching.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()

    # Theater and the volume are kept on this device.
    page.reload()
    expect(page.locator("[data-watch-page]")).to_have_attribute("data-theater", "")
    watching.play()
    assert abs(watching.video("v.volume") - 0.95) < 0.01


def test_typing_is_never_a_shortcut(watching: Viewer, video: Video) -> None:
    watching.open(video)
    page = watching.page
    search = page.get_by_label("Search videos")
    search.fill("")
    search.press_sequentially("k m f t 5 ? c")
    assert page.locator("piyak-player").get_attribute("data-state") == "poster"
    assert search.input_value() == "k m f t 5 ? c"

    page.locator("h1").click()
    watching.play()
    search.click()
    search.press_sequentially(" kjl05m<>,.?")
    assert not watching.video("v.paused || v.muted")
    assert watching.video("v.playbackRate") == 1
    assert watching.video("v.currentTime") < 10
    # With a modifier it is the browser's shortcut.
    page.locator("h1").click()
    watching.press("Control+m", "Alt+m")
    assert not watching.video("v.muted")


def test_shortcuts_can_be_switched_off(
    watching: Viewer, video: Video, viewer: User, sign_in_browser: object
) -> None:
    User.objects.filter(pk=viewer.pk).update(shortcuts_enabled=False)
    sign_in_browser(viewer)  # type: ignore[operator]
    watching.open(video)
    watching.press("k")
    assert watching.page.locator("piyak-player").get_attribute("data-state") == "poster"
    watching.play()
    watching.page.evaluate("document.activeElement.blur()")
    watching.press("m")
    assert not watching.video("v.muted")
    # On the player itself they still work: there they surprise nobody.
    watching.page.locator("media-controller").focus()
    watching.press("m")
    watching.wait("v => v.muted")


def test_controls_hide_but_not_under_the_keyboard(watching: Viewer, video: Video) -> None:
    watching.open(video)
    watching.play()
    page = watching.page
    controller = page.locator("media-controller")
    page.mouse.move(5, 5)
    expect(controller).to_have_attribute("userinactive", "")
    page.get_by_role("button", name="Theater mode").focus()
    watching.press("Tab")
    watching.press("Shift+Tab")
    expect(controller).not_to_have_attribute("userinactive", "")
    page.wait_for_timeout(4000)
    expect(controller).not_to_have_attribute("userinactive", "")
    expect(page.get_by_role("button", name="Theater mode")).to_be_focused()


def test_a_double_tap_seeks(watching: Viewer, video: Video) -> None:
    watching.open(video)
    watching.play()
    watching.press("k", "5")
    watching.wait("v => Math.abs(v.currentTime - 20) < 0.3")
    controller = watching.page.locator("media-controller")
    box = controller.bounding_box()
    assert box
    for side, second in ((0.9, 30), (0.1, 20)):
        for _tap in range(2):
            controller.dispatch_event(
                "pointerup",
                {
                    "pointerType": "touch",
                    "clientX": box["x"] + box["width"] * side,
                    "clientY": box["y"] + box["height"] / 2,
                    "bubbles": True,
                },
            )
        watching.wait(f"v => Math.abs(v.currentTime - {second}) < 0.3")
