"""How rooms look and read: axe in both themes, on a desk and in a hand; beside a player, alone, and over a picture."""

import io

import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page, expect

from accounts.models import User
from chat.models import Room
from chat.protocol.acts import Ban, Unban
from chat.services.acts import perform
from chat.services.overlay import overlay_token, renew_overlay
from chat.services.saying import say as say_by_itself
from live.models import Stream
from tests.chat.look.acting import PATIENCE_MS, field, hears, is_in, messages, say
from tests.chat.look.conftest import Join
from tests.look.visiting import LOOKS, faults, faults_at_320, refusals
from videos.models import Video

pytestmark = pytest.mark.django_db(transaction=True)


def open_menu_of_last(page: Page) -> None:
    page.locator("[data-scroller]").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.get_by_role("menu").wait_for()


def open_options(page: Page) -> None:
    page.get_by_role("button", name="Options of the chat").click()
    page.get_by_role("menu").wait_for()


def open_rules(page: Page) -> None:
    open_options(page)
    page.get_by_role("menuitem", name="Rules").click()
    page.get_by_role("dialog").wait_for()


def open_card(page: Page) -> None:
    messages(page).last.locator("[data-person]").click()
    page.get_by_role("dialog").wait_for()


def open_emotes(page: Page) -> None:
    page.get_by_role("button", name="Emotes").click()
    page.get_by_role("dialog", name="Emotes").wait_for()


def open_commands(page: Page) -> None:
    field(page).press_sequentially("/")
    page.get_by_role("option").first.wait_for()


OPENED = [open_menu_of_last, open_options, open_rules, open_card, open_emotes, open_commands]


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_axe_finds_nothing(
    join: Join, room: Room, creator: User, talker: User, theme: str, width: int
) -> None:
    User.objects.update(theme=theme)
    page = join(creator, room, theme=theme, width=width, reduced_motion="reduce")
    theirs = join(talker, room, theme=theme, width=width)
    for each in (page, theirs):
        is_in(each)
    say(page, "/announce Welcome everybody")
    say(page, '/poll "Which map?" Harbour Temple')
    hears(theirs, "Welcome everybody")
    say(theirs, "hello @creator https example")
    hears(page, "hello @creator")
    found = refusals(page)
    found += faults(theirs, "as a viewer")
    for act in OPENED:
        act(page)
        found += faults(page, act.__name__)
        page.keyboard.press("Escape")
        field(page).fill("")
    for address in (room.beside.get_absolute_url(), "/studio/chat/", f"/studio/chat/{room.public_id}/", "/studio/chat/emotes/", "/studio/chat/bots/", "/studio/chat/webhooks/"):  # fmt: skip
        page.goto(address)
        if "/live/" in address:
            is_in(page)
        found += faults(page, address)
        found += faults_at_320(page, address)
    assert not found, "\n".join(found)


def test_beside_the_player_and_below_it(join: Join, room: Room, talker: User) -> None:
    page = join(talker, room, address=room.beside.get_absolute_url(), width=1440)
    is_in(page)
    stage, chat = page.locator(".watch-stage"), page.locator("piyak-chat")

    def box(which: Locator) -> FloatRect:
        found = which.bounding_box()
        assert found
        return found

    assert box(chat)["x"] >= box(stage)["x"] + box(stage)["width"]
    assert box(chat)["y"] + box(chat)["height"] <= 760
    # Folded away, also after coming back.
    page.get_by_role("button", name="Hide the chat").click()
    expect(page.locator("[data-frame]")).to_be_hidden()
    expect(page.get_by_role("button", name="Show the chat")).to_be_focused()
    page.reload()
    expect(page.get_by_role("button", name="Show the chat")).to_be_visible()
    expect(page.locator("[data-frame]")).to_be_hidden()
    page.get_by_role("button", name="Show the chat").click()

    page.set_viewport_size({"width": 390, "height": 844})
    assert box(chat)["y"] >= box(stage)["y"] + box(stage)["height"]
    # Held long by a finger, a message shows what can be done with it.
    say(page, "held by a finger")
    hears(page, "held by a finger")
    finger = {"pointerType": "touch", "bubbles": True, "clientX": 100, "clientY": 500}
    messages(page).last.dispatch_event("pointerdown", finger)
    expect(page.get_by_role("menuitem", name="Delete")).to_be_visible()
    page.keyboard.press("Escape")
    field(page).scroll_into_view_if_needed()
    # What one types and the picture are both seen.
    assert box(stage)["y"] >= 0
    typed = box(field(page))
    assert box(stage)["y"] + box(stage)["height"] < typed["y"] < 844 - 58


def test_the_overlay_is_nothing_but_messages(
    join: Join, room: Room, talker: User, creator: User
) -> None:
    Stream.objects.update(privacy=Video.Privacy.UNLISTED)
    theirs = join(talker, room)
    is_in(theirs)
    Stream.objects.update(privacy=Video.Privacy.PRIVATE)
    token = overlay_token(room)
    over = join(
        None,
        room,
        address=f"/chat/{{room}}/overlay?token={token}&size=40",
        width=600,
        reduced_motion="reduce",
    )
    owner = join(creator, room)
    is_in(owner)
    say_by_itself(room=room, user=talker, text="said before", client_id="before")
    hears(over, "said before")
    say(owner, "over the picture")
    hears(over, "over the picture")
    # What a ban hides is gone from the picture; what taking it back brings stands where it stood.
    person = str(talker.public_id)
    perform(room_id=room.pk, user_id=creator.pk, act=Ban(cid="ban", user=person))
    expect(messages(over).filter(has_text="said before")).to_have_count(0, timeout=PATIENCE_MS)
    perform(room_id=room.pk, user_id=creator.pk, act=Unban(cid="unban", user=person, restore=True))
    expect(messages(over)).to_contain_text(["said before", "over the picture"], timeout=PATIENCE_MS)
    expect(over.get_by_role("button", name="Send")).to_have_count(0)
    assert over.evaluate("getComputedStyle(document.querySelector('.chat-message')).fontSize") == "40px"  # fmt: skip
    shot = Image.open(io.BytesIO(over.screenshot(omit_background=True)))
    alpha = shot.getchannel("A")
    assert alpha.getpixel((300, 20)) == 0
    assert alpha.getextrema() == (0, 255)
    # A new address ends the old one for whoever still has it.
    renew_overlay(room=Room.objects.get())
    over.reload()
    expect(over.locator("[data-overlay]")).to_have_count(0, timeout=PATIENCE_MS)
