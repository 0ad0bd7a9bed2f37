"""What people do in a room, and what they see of it."""

from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 60_000


def field(page: Page) -> Locator:
    """Where one types."""
    return page.get_by_label("Say something in the chat")


def say(page: Page, text: str) -> None:
    """Type it and press Enter."""
    field(page).fill(text)
    field(page).press("Enter")


def messages(page: Page) -> Locator:
    """Everything in the list, as far as it is kept, without the lines between days."""
    return page.locator("[data-messages] > li:not(.chat-day)")


def hears(page: Page, text: str) -> None:
    """The text comes, once."""
    expect(messages(page).filter(has_text=text)).to_have_count(1, timeout=PATIENCE_MS)


def is_in(page: Page) -> None:
    """The line to the room is open."""
    expect(page.locator("piyak-chat")).to_have_attribute("data-line", "open", timeout=PATIENCE_MS)
