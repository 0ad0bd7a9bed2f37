"""The list of who is in a room, in the panel."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from chat.models import Room
from chat.protocol import acts
from chat.services.acts import perform
from tests.chat.look.acting import PATIENCE_MS, is_in
from tests.chat.look.conftest import Join
from tests.look.visiting import faults

pytestmark = pytest.mark.django_db(transaction=True)


def item(page: Page) -> Locator:
    """Where the list is asked for, in the menu of options, which is opened."""
    page.get_by_role("button", name="Options of the chat").click()
    expect(page.get_by_role("menuitemcheckbox", name="Show times")).to_be_visible()
    return page.get_by_role("menuitem", name="Who is here …")


def until(page: Page, act: Callable[[], bool]) -> None:
    """Try until it is so: the site says who is there every few seconds."""
    for _try in range(60):
        if act():
            return
        page.keyboard.press("Escape")
        page.wait_for_timeout(500)
    raise AssertionError("it does not come about")


def test_the_list_leads_from_a_name_to_the_person(
    join: Join, room: Room, creator: User, talker: User
) -> None:
    theirs = join(talker, room)
    page = join(creator, room, theme="dark", width=390)
    for each in (theirs, page):
        is_in(each)
    heading = page.get_by_role("heading", name="Who is here")
    people = page.locator(".chat-here__person")

    def both_are_listed() -> bool:
        item(page).click()
        expect(heading).to_be_visible(timeout=PATIENCE_MS)
        return people.count() == 2

    until(page, both_are_listed)
    expect(people.first).to_contain_text("The Creator")
    expect(page.get_by_text("2 people who are signed in.")).to_be_visible()
    assert not faults(page, "who is here")
    people.nth(1).click()
    expect(heading).to_be_hidden()
    expect(page.get_by_role("button", name="Time out")).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Escape")

    rules = acts.RulesChange.model_validate({"people": "moderators"})
    perform(room_id=room.pk, user_id=creator.pk, act=acts.ChangeRules(cid=str(uuid4()), rules=rules))  # fmt: skip
    until(theirs, lambda: item(theirs).count() == 0)
    expect(item(page)).to_be_visible()
    # Whoever is not signed in has no list to ask for.
    nobody = join(None, room)
    is_in(nobody)
    expect(item(nobody)).to_have_count(0)
