"""The bar of every page: where signing in leads back to, and the theme by keyboard."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect


@pytest.mark.django_db
def test_signing_in_leads_back_to_the_page_with_its_question(client: Client) -> None:
    page = client.get("/search", {"q": "밤 바다&x", "sort": "views"}).text
    [back] = re.findall(r'class="button button--primary" href="/accounts/login/\?next=(\S+)"', page)
    assert (
        back
        == "%2Fsearch%3Fq%3D%25EB%25B0%25A4%2B%25EB%25B0%2594%25EB%258B%25A4%2526x%26sort%3Dviews"
    )


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_theme_is_chosen_like_any_radio_button(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Language, theme and account").press("Enter")
    themes = page.get_by_role("radiogroup", name="Theme")
    system, light, dark = themes.get_by_role("radio").all()

    # One stop for Tab, at what is chosen.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(system).to_be_focused()
    page.keyboard.press("Tab")
    assert not themes.locator(":focus").count()
    page.keyboard.press("Shift+Tab")

    for key, chosen, theme in (
        ("ArrowDown", light, "light"),
        ("ArrowRight", dark, "dark"),
        ("ArrowDown", system, "system"),
        ("ArrowUp", dark, "dark"),
        ("Home", system, "system"),
        ("End", dark, "dark"),
        ("ArrowLeft", light, "light"),
    ):
        page.keyboard.press(key)
        expect(chosen).to_be_focused()
        expect(chosen).to_be_checked()
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        expect(themes.locator("[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(light).to_be_focused()
