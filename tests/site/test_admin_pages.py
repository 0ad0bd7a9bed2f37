"""Every page of the admin answers, and works in a browser under its policy."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, expect

from accounts.models import Channel, User
from tests.site.admin_rows import addresses, fill_admin

# What a policy can refuse: scripts and styles, by address or in the page; and what Alpine and htmx run.
ACTIVE = re.compile(
    r"""<(?:script|style|link|iframe|img)\b[^>]*>|\s(?:x-|@|:|hx-|on|style)[\w.:-]*=(?:"[^"]*"|'[^']*')"""
)
# A key, a digest or a nonce makes no other kind of page.
VARYING = re.compile(r"nonce=\S+|[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


def kinds(answer: Any) -> set[str]:
    """The templates of an answer, and whatever in it a policy could refuse."""
    templates = {str(each.name) for each in answer.templates if each.name}
    return templates | {VARYING.sub("", each) for each in ACTIVE.findall(answer.text)}


def telling(client: Client) -> list[str]:
    """Addresses of the admin, without those that show nothing which none before them has shown."""
    seen: set[str] = set()
    chosen = []
    for address in dict.fromkeys(addresses()):
        answer = client.get(address)
        # Some rows are nobody's to add or delete, which has a page, too.
        assert answer.status_code in {200, 403}, address
        found = kinds(answer)
        if not found <= seen:
            chosen.append(address)
        seen |= found
    return chosen


@pytest.fixture
def service_workers() -> str:
    """That none may be had would be said in the console, where nothing is to be said."""
    return "allow"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("silent_queue")
def test_no_page_breaks_the_policy_or_speaks_of_an_error(
    page: Page,
    moderator: User,
    channel: Channel,
    sign_in: Any,
    sign_in_browser: Any,
    tmp_path: Path,
    settings: LazySettings,
) -> None:
    fill_admin(channel, tmp_path, settings)
    sign_in_browser(moderator)
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # Chromium says of a page that it was answered with 403; that page is what is asked for here.
        if message.type in {"error", "warning"} and "status of 403" not in message.text:
            said.append(f"{page.url}: {message.text}")

    page.on("console", note)
    for address in telling(sign_in(moderator)):
        page.goto(address)
        page.wait_for_load_state("load")
        if page.locator("[x-data]").count():
            page.wait_for_function("() => window.Alpine !== undefined")
    assert said == []
    # The lists beside a page can be put away, where there is room for them and where there is not.
    page.goto("/admin/")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 800})
        menu = page.get_by_role("button", name="Menu", exact=True)
        expect(menu).to_be_visible()
        box = menu.bounding_box()
        assert box
        assert box["width"] >= 24
