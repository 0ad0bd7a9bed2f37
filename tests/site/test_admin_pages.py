"""Every page of the admin works in a browser under its policy."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import ConsoleMessage, Page

from accounts.models import Channel, User
from tests.site.admin_rows import addresses, fill_admin


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("silent_queue")
def test_no_page_breaks_the_policy_or_speaks_of_an_error(
    page: Page,
    moderator: User,
    channel: Channel,
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
    for address in dict.fromkeys(addresses()):
        page.goto(address)
        page.wait_for_load_state("load")
        if page.locator("[x-data]").count():
            page.wait_for_function("() => window.Alpine !== undefined")
    assert said == []
