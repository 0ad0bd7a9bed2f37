"""Those who keep order, by keyboard alone; what they do is seen at once by everybody."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from chat.models import BlockedWord, Entry, LogEntry, Room, Sanction
from chat.services.saying import say as say_there
from tests.chat.look.acting import PATIENCE_MS, field, hears, is_in, messages, say
from tests.chat.look.conftest import Join

pytestmark = pytest.mark.django_db(transaction=True)


def to_last_message(page: Page) -> None:
    """From wherever the focus is."""
    page.locator("[data-scroller]").focus()
    page.keyboard.press("ArrowUp")
    expect(messages(page).last).to_be_focused()


def test_a_moderator_deletes_and_times_out_by_keyboard(
    join: Join, room: Room, talker: User, keeper: User
) -> None:
    theirs, mine = join(talker, room), join(keeper, room)
    for page in (theirs, mine):
        is_in(page)
    say(theirs, "an ordinary message")
    hears(mine, "an ordinary message")
    say(theirs, "something to delete")
    hears(mine, "something to delete")

    to_last_message(mine)
    mine.keyboard.press("Delete")
    expect(messages(theirs).last).to_contain_text("Message removed", timeout=PATIENCE_MS)
    expect(messages(theirs).filter(has_text="something to delete")).to_have_count(0)
    # Who keeps order still reads what it was, struck out, and the focus has stayed for the next one.
    removed = messages(mine).filter(has_text="something to delete")
    expect(removed).to_contain_text("Message removed")
    expect(removed).to_be_focused()
    # Of what is gone nothing is answered, pinned or deleted; its author can still be dealt with.
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("menuitem", name="Ban …")).to_be_visible()
    for name in ("Reply", "Pin", "Delete"):
        expect(mine.get_by_role("menuitem", name=name, exact=True)).to_have_count(0)
    mine.keyboard.press("Escape")

    # The menu, by Enter; then the dialog for a timeout, by its letter.
    mine.keyboard.press("ArrowUp")
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("menuitem", name="Reply")).to_be_focused()
    expect(mine.get_by_role("menuitem", name="Ban …")).to_be_visible()
    mine.keyboard.press("Escape")
    mine.keyboard.press("t")
    dialog = mine.get_by_role("dialog")
    expect(dialog).to_contain_text("What they said in this broadcast disappears")
    dialog.get_by_label("How long").select_option("600")
    dialog.get_by_label("Reason").fill("caps")
    mine.keyboard.press("Enter")
    mine.get_by_role("button", name="Undo").hover()  # it stays while the pointer does
    barred = theirs.locator("[data-barred]")
    expect(barred).to_contain_text("caps", timeout=PATIENCE_MS)
    expect(theirs.locator(".chat-barred__clock")).to_contain_text(":")
    expect(field(theirs)).to_be_hidden()
    assert Sanction.objects.in_force().get().reason == "caps"
    expect(messages(theirs).filter(has_text="an ordinary message")).to_have_count(0)
    # Somebody who comes in meanwhile knows nothing of what was hidden.
    late = join(None, room)
    is_in(late)
    say(mine, "said after it")
    hears(late, "said after it")
    # What was done by mistake is undone from the message that says so: the words are back where they stood, for
    # everybody; what was deleted before stays deleted.
    mine.get_by_role("button", name="Undo").click()
    expect(field(theirs)).to_be_visible(timeout=PATIENCE_MS)
    for page in (mine, theirs, late):
        hears(page, "an ordinary message")
        expect(messages(page).first).to_contain_text("an ordinary message")
        expect(messages(page).first).not_to_contain_text("Message removed")
        expect(messages(page).last).to_contain_text("said after it")
    expect(messages(late)).to_have_count(2)
    expect(messages(theirs).filter(has_text="something to delete")).to_have_count(0)
    assert not Sanction.objects.in_force().exists()
    assert set(LogEntry.objects.values_list("action", flat=True)) == {"delete", "timeout", "unban"}


def test_held_messages_polls_and_pins(join: Join, room: Room, talker: User, keeper: User) -> None:
    BlockedWord.objects.create(channel=room.channel, pattern="spoiler", effect="hold")
    theirs, mine = join(talker, room), join(keeper, room)
    for page in (theirs, mine):
        is_in(page)
    say(theirs, "a spoiler for everybody")
    expect(theirs.locator(".chat-note").last).to_contain_text(
        "moderator will look", timeout=PATIENCE_MS
    )
    held = mine.locator("[data-held]")
    expect(held).to_contain_text("a word that this channel holds back", timeout=PATIENCE_MS)
    held.get_by_role("button", name="Show the message").press("Enter")
    hears(theirs, "a spoiler for everybody")
    expect(held).to_be_hidden()

    mine.get_by_role("button", name="Options of the chat").press("Enter")
    mine.get_by_role("menuitem", name="New poll").press("Enter")
    dialog = mine.get_by_role("dialog")
    dialog.get_by_label("Question").fill("Which map?")
    dialog.get_by_label("Answer 1").fill("Harbour")
    dialog.get_by_label("Answer 2").fill("Temple")
    dialog.get_by_role("button", name="Start the poll").press("Enter")
    theirs.get_by_role("button", name="Temple").click()
    for page in (theirs, mine):
        poll = page.locator("[data-poll]")
        expect(poll).to_contain_text("1 vote ·", timeout=PATIENCE_MS)
        expect(poll.locator("li").last).to_contain_text("100%")
    # A vote is one vote: what is shown now are results.
    expect(theirs.get_by_role("button", name="Temple")).to_have_count(0)
    late = join(None, room)
    expect(late.locator("[data-poll]")).to_contain_text("1 vote ·", timeout=PATIENCE_MS)
    mine.get_by_role("button", name="End the poll").press("Enter")
    expect(theirs.locator("[data-poll]")).to_contain_text("has ended", timeout=PATIENCE_MS)

    to_last_message(mine)
    mine.keyboard.press("p")
    expect(theirs.locator("[data-pinned]")).to_contain_text("a spoiler", timeout=PATIENCE_MS)
    mine.get_by_role("button", name="Unpin").press("Enter")
    expect(theirs.locator("[data-pinned]")).to_be_hidden(timeout=PATIENCE_MS)
    # Typed and completed like any shell's: the answer is for its author alone.
    field(mine).press_sequentially("/he")
    expect(mine.get_by_role("option", name="/help")).to_be_visible()
    field(mine).press("Tab")
    field(mine).press("Enter")
    expect(mine.locator(".chat-note").last).to_contain_text("/timeout @name", timeout=PATIENCE_MS)
    assert Entry.objects.said().count() == 1

    # Whoever looks somebody up reads first what they said last.
    for n in range(12):
        say_there(room=room, user=talker, text=f"one of many {n}", client_id=f"many-{n}")
    hears(mine, "one of many 11")
    messages(mine).last.locator("[data-person]").click()
    said = mine.locator(".chat-card__messages li")
    expect(said).to_have_count(13)
    expect(said.last).to_be_in_viewport()
