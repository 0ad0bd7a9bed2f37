"""Walking through the pages of videos by keyboard, pointer and the browser's own buttons."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Page, Request, expect

from accounts.models import Channel, User
from discovery.models import WatchLater
from tests.factories import VideoFactory
from tests.look.conftest import OpenContext
from videos.models import Video

pytestmark = pytest.mark.django_db(transaction=True)


def test_keys_skip_search_suggest_and_list_themselves(page: Page, furnished: Video) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    page.keyboard.press("/")
    search = page.locator("#site-search")
    expect(search).to_be_focused()
    search.press_sequentially("another")
    options = page.get_by_role("option")
    options.first.wait_for()
    page.keyboard.press("?")
    expect(search).to_have_value("another?")
    page.keyboard.press("Backspace")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(search).to_have_value(options.first.locator("span").inner_text())
    page.keyboard.press("Escape")
    expect(search).to_have_value("another")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=another")

    card = page.locator(".card__title a").first
    card.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    dialog.wait_for()
    for _step in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
        )
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(card).to_be_focused()


def test_theme_and_language_stay(page: Page, furnished: Video) -> None:
    page.goto("/trending?category=other")
    menu = page.locator("[popovertarget=account-menu]")
    menu.click()
    page.get_by_role("radio", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    # The next page is dark in the very answer of the server: nothing flashes.
    answer = page.goto("/trending?category=other")
    assert answer
    assert 'data-theme="dark"' in answer.text()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    menu.click()
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    assert page.url.endswith("/trending?category=other")
    expect(page.locator(".card__facts").first).to_contain_text("전")
    page.locator(".chips a").nth(1).click()
    page.wait_for_url("**/trending?category=entertainment")


def test_cards_preview_after_a_pause_and_never_with_reduced_motion(
    open_context: OpenContext, furnished: Video
) -> None:
    motions: list[tuple[Literal["no-preference", "reduce"], int]]
    motions = [("no-preference", 1), ("reduce", 0)]
    for motion, previews in motions:
        asked: list[str] = []

        def note(request: Request, asked: list[str] = asked) -> None:
            asked.append(request.url)

        page = open_context("light", 1440, reduced_motion=motion).new_page()
        page.clock.install()
        page.on("request", note)
        page.goto("/trending")
        page.locator(".card:has([data-preview])").first.hover()
        page.clock.run_for(300)
        assert not any("preview.mp4" in url for url in asked)
        page.clock.run_for(600)
        page.evaluate("fetch('/health/live')")
        assert sum("preview.mp4" in url for url in asked) == previews


def test_the_card_menu_saves_hides_and_takes_back(
    page: Page, sign_in_browser: Any, furnished: Video, viewer: User
) -> None:
    sign_in_browser(viewer)
    page.goto("/trending")
    openers = page.locator("[data-card-menu]:visible")
    opener = openers.first
    opener.click()
    menu = page.locator("#card-menu")
    menu.get_by_role("menuitem").first.wait_for()
    place, button = menu.bounding_box(), opener.bounding_box()
    assert place
    assert button
    assert abs(place["y"] - (button["y"] + button["height"])) < 24
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()

    page.keyboard.press("Enter")
    with page.expect_response("**/me/later/*"):
        page.get_by_role("menuitem", name="Watch later").click()
    status = page.get_by_role("status")
    status.get_by_text("Saved to").wait_for()
    assert WatchLater.objects.filter(user=viewer).count() == 1
    with page.expect_response("**/me/later/*"):
        status.get_by_role("button", name="Undo").click()
    assert not WatchLater.objects.exists()

    before = openers.count()
    opener.click()
    page.get_by_role("menuitem", name="Not interested").click()
    expect(openers).to_have_count(before - 1)
    status.get_by_role("button", name="Undo").click()
    expect(openers).to_have_count(before)


def test_a_long_list_grows_and_back_restores_the_place(page: Page, channel: Channel) -> None:
    for number in range(60):
        VideoFactory(channel=channel, title=f"Number {number}")
    page.goto("/@creator")
    cards = page.locator("[data-grid] .card:not(.card--skeleton)")
    expect(cards).to_have_count(24)
    page.mouse.move(700, 500)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(cards).to_have_count(48, timeout=60_000)
    link = cards.nth(30).locator(".card__title a")
    link.scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    assert top > 0
    link.click()
    page.wait_for_url("**/watch/*")
    page.go_back()
    expect(cards).to_have_count(48)
    page.wait_for_function("top => Math.abs(scrollY - top) < 120", arg=top)

    # When the next part cannot be loaded, the link stays and says so.
    page.route("**fragment=1**", lambda route: route.abort())
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("status").get_by_text("More videos could not be loaded").wait_for()
    page.unroute("**fragment=1**")
    page.get_by_role("link", name="Load more").click()
    expect(cards).to_have_count(60)
