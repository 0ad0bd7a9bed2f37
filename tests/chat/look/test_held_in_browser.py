"""The queue of messages that wait, in the panel of those who keep order."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from chat.models import BlockedWord, Entry, LogEntry, Moderator, Room
from chat.protocol import acts
from chat.services.acts import perform
from chat.services.saying import say
from tests.chat.look.acting import PATIENCE_MS, hears, is_in
from tests.chat.look.conftest import Join
from tests.look.visiting import faults

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def word(room: Room) -> None:
    """What has this word in it waits."""
    BlockedWord.objects.create(channel=room.channel, pattern="hmm", effect="hold")


def hold(room: Room, user: User, text: str) -> int:
    return say(room=room, user=user, text=text, client_id=uuid.uuid4().hex).id


def title(page: Page, count: int) -> None:
    """So many wait, it says."""
    words = "1 message waits" if count == 1 else f"{count} messages wait"
    expect(page.locator("[data-held-title]")).to_contain_text(words, timeout=PATIENCE_MS)


def test_what_waits_is_there_after_a_reload_and_for_a_new_moderator(
    join: Join, room: Room, talker: User, listener: User, keeper: User, creator: User
) -> None:
    hold(room, talker, "hmm before anybody came")
    mine = join(keeper, room, width=390)
    is_in(mine)
    title(mine, 1)
    hold(room, talker, "hmm while they are here")
    title(mine, 2)
    mine.reload()
    title(mine, 2)
    held = mine.locator("[data-held]")
    expect(held.locator("li").first).to_contain_text("hmm before anybody came")
    assert not faults(mine, "messages that wait")

    # Somebody who becomes a moderator is shown them, and no longer once they are none.
    theirs = join(listener, room)
    is_in(theirs)
    expect(theirs.locator("[data-held]")).to_be_hidden()
    for act, count in ((acts.AddModerator, 2), (acts.RemoveModerator, 0)):
        promote = act(cid=uuid.uuid4().hex, user=str(listener.public_id))
        perform(room_id=room.pk, user_id=creator.pk, act=promote)
        if count:
            title(theirs, count)
    expect(theirs.locator("[data-held]")).to_be_hidden(timeout=PATIENCE_MS)

    # What cannot be decided stays, and can be again.
    Moderator.objects.filter(user=keeper).delete()
    # Neither can the list be read again: it is said once, in the same words.
    with mine.expect_response(lambda answer: "/held?" in answer.url):
        held.get_by_role("button", name="Show the message").first.click()
    expect(mine.locator(".toast--error")).to_have_count(1, timeout=PATIENCE_MS)
    assert Entry.objects.filter(state=Entry.State.HELD).count() == 2
    expect(held.locator("li")).to_have_count(2)
    Moderator.objects.create(channel=room.channel, user=keeper)
    held.get_by_role("button", name="Show the message").first.click()
    hears(theirs, "hmm before anybody came")
    title(mine, 1)
    # Sent away with the rest of what they said.
    ban = acts.Ban(cid=uuid.uuid4().hex, user=str(talker.public_id))
    perform(room_id=room.pk, user_id=creator.pk, act=ban)
    expect(held).to_be_hidden(timeout=PATIENCE_MS)


def test_a_raid_is_paged_through_and_refused_at_once(
    join: Join, room: Room, talker: User, keeper: User
) -> None:
    first = hold(room, talker, "hmm 0")
    row = Entry.objects.get(pk=first)
    Entry.objects.bulk_create(
        Entry(room=room, author=talker, client_id=f"raid-{n}", text=f"hmm {n}", state=row.state,
              held_for="raid", shown={**row.shown, "text": f"hmm {n}"})
        for n in range(1, 60)
    )  # fmt: skip
    mine = join(keeper, room, theme="dark", width=390)
    title(mine, 60)
    held = mine.locator("[data-held]")
    expect(held.locator("li")).to_have_count(50)
    assert not faults(mine, "a raid that waits")
    held.get_by_role("button", name="Show more (10)").click()
    expect(held.locator("li")).to_have_count(60, timeout=PATIENCE_MS)
    expect(held.locator("li").last).to_contain_text("hmm 59")
    hold(room, talker, "hmm while it is read")
    title(mine, 61)

    held.get_by_role("button", name="Refuse all").click()
    dialog = mine.get_by_role("dialog")
    expect(dialog).to_contain_text("Refuse 61 messages?")
    dialog.get_by_role("button", name="Refuse all").click()
    expect(held).to_be_hidden(timeout=PATIENCE_MS)
    assert not Entry.objects.filter(state=Entry.State.HELD).exists()
    assert LogEntry.objects.get().facts["count"] == 61
