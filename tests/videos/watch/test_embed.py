"""The embed, sharing, the Korean page, and what the browser refuses."""

import pytest
from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from tests.videos.watch.conftest import Viewer
from videos.models import Video

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_embed_obeys_its_address_and_ends_with_a_way_on(watching: Viewer, video: Video) -> None:
    page = watching.page
    page.goto(f"/embed/{video.public_id}?autoplay=1&start=37&muted=1")
    watching.wait("v => v.currentTime >= 37 && v.muted && !v.paused")
    watching.wait("v => v.ended")
    link = page.get_by_role("link", name="Watch on")
    assert link.get_attribute("href") == f"http://testserver/watch/{video.public_id}"
    assert link.get_attribute("target") == "_blank"
    assert not page.locator(".player-button-theater").count()
    assert not page.context.cookies()

    page.goto(f"/embed/{video.public_id}?autoplay=1&start=38&muted=1&loop=1")
    watching.wait("v => v.currentTime >= 38")
    watching.wait("v => v.currentTime < 5 && !v.paused")


def test_the_embed_works_by_keyboard_alone(watching: Viewer, video: Video) -> None:
    page = watching.page
    page.goto(f"/embed/{video.public_id}")
    watching.press("Tab", "Enter")
    watching.until_playing()
    names = set()
    for _step in range(14):
        watching.press("Tab")
        names.add(
            page.evaluate(
                "() => { let e = document.activeElement;"
                " return e.getAttribute('aria-label') || e.localName; }"
            )
        )
    for name in ("Pause", "Captions", "Settings", "Full screen", "media-time-range"):
        assert name in names, names

    # The list of keys has what works here, and nothing else.
    watching.press("?")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts").locator("kbd").all_inner_texts()
    assert {"f", "Home", "End"} <= set(keys)
    assert not {"t", "/"} & set(keys)


def test_sharing_gives_a_link_a_time_and_an_embed_code(
    watching: Viewer, video: Video, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = watching.page
    watching.open(video)
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share")
    link = dialog.get_by_label("Link", exact=True)
    assert link.input_value() == f"http://testserver/watch/{video.public_id}"
    dialog.get_by_label("Time to start at").fill("1:05")
    expect(dialog.get_by_label("Start at", exact=True)).to_be_checked()
    assert link.input_value().endswith("?t=65")
    assert f"/embed/{video.public_id}?start=65" in dialog.get_by_label("Embed code").input_value()
    dialog.get_by_role("button", name="Copy").first.click()
    expect(dialog.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == link.input_value()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Share")).to_be_focused()


def test_nothing_on_the_page_breaks_the_content_security_policy(
    watching: Viewer, video: Video
) -> None:
    page = watching.page
    page.add_init_script(
        "window.refused = []; document.addEventListener('securitypolicyviolation',"
        " (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));"
    )
    watching.open(video)
    watching.play()
    watching.press("c", "?", "Escape", "t")
    page.wait_for_timeout(500)
    assert page.evaluate("window.refused") == []
    # media-chrome's own styles came through: unstyled, its bar would be a few pixels.
    watching.reveal()
    box = page.locator("media-time-range").bounding_box()
    assert box
    assert box["width"] > 300


def test_the_player_asks_the_catalogue_for_every_word(
    context: BrowserContext, live_server: LiveServer, watching: Viewer, video: Video
) -> None:
    """The page is Korean, and media-chrome's words come through our catalogue, too."""
    korean = {"name": "django_language", "value": "ko", "url": live_server.url}
    context.add_cookies([korean])  # type: ignore[list-item]
    context.route(
        "**/i18n/texts.js*",
        lambda route: route.fulfill(
            content_type="text/javascript",
            body="globalThis.django = { gettext: (text) => `가 ${text}` };",
        ),
    )
    watching.open(video)
    watching.play()
    page = watching.page
    assert page.locator("html").get_attribute("lang") == "ko"
    watching.reveal()
    assert page.locator("media-play-button").get_attribute("aria-label") == "가 Pause"
    names = page.locator("media-controller button:visible").evaluate_all(
        "all => all.map((each) => each.getAttribute('aria-label')).filter(Boolean)"
    )
    assert names
    assert all(name.startswith("가 ") for name in names)
