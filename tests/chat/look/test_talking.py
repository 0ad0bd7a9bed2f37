"""People in a room: what they say arrives once, whatever happens to the line, and harms nobody."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from chat.models import Emote, Entry, Room
from chat.services.rooms import open_beside_video
from tests.chat.look.acting import PATIENCE_MS, field, hears, is_in, messages, say
from tests.chat.look.conftest import Join
from tests.factories import VideoFactory
from tests.videos.uploading.site import Site

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = "<img src=x onerror=alert(1)> \u202eright to left \u200b\u200bzero javascript:alert(2)"


def test_two_people_talk(join: Join, room: Room, talker: User, creator: User) -> None:
    one, other = join(talker, room), join(creator, room)
    for page in (one, other):
        is_in(page)
    say(one, "hello there")
    for page in (one, other):
        hears(page, "hello there")
    expect(one.locator("[data-pending] > li")).to_have_count(0)
    # An answer by keyboard: up into the list, r, type.
    field(other).focus()
    other.locator("[data-scroller]").focus()
    other.keyboard.press("ArrowUp")
    other.keyboard.press("r")
    expect(field(other)).to_be_focused()
    say(other, "welcome, read https://example.com/rules")
    hears(one, "welcome")
    answer = messages(one).filter(has_text="welcome")
    expect(answer.locator(".chat-message__quote")).to_contain_text("hello there")
    # The owner's link is one; it opens elsewhere and tells nothing.
    link = answer.locator("a")
    expect(link).to_have_attribute("href", "https://example.com/rules")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow ugc")
    # @, a letter, Tab: the owner is named and sees it.
    field(one).press_sequentially("thanks @cre")
    expect(one.get_by_role("option")).to_have_count(1)
    field(one).press("Tab")
    expect(field(one)).to_have_value("thanks @creator ")
    field(one).press("Enter")
    expect(messages(other).filter(has_text="thanks")).to_have_class(
        "chat-message chat-message--to-me", timeout=PATIENCE_MS
    )


def test_what_people_type_harms_nobody(join: Join, room: Room, talker: User) -> None:
    page = join(talker, room)
    is_in(page)
    say(page, HOSTILE)
    hears(page, "right to left")
    text = messages(page).filter(has_text="right to left").locator(".chat-message__text")
    expect(text.locator("img, a, script")).to_have_count(0)
    # Set apart from the line around it: it turns nothing but itself.
    assert text.evaluate("each => [each.tagName, each.dir, getComputedStyle(each).unicodeBidi]") == ["BDI", "auto", "isolate"]  # fmt: skip
    say(page, "x" * 480)
    hears(page, "x" * 480)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_an_input_method_keeps_its_enter(join: Join, room: Room, talker: User) -> None:
    page = join(talker, room)
    is_in(page)
    field(page).focus()
    # As Chromium does for Korean: the Enter that ends a syllable says that it is composing.
    field(page).fill("안녕하")
    field(page).dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    # As Safari does: composing is over, and only the old number tells.
    field(page).dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True})
    expect(field(page)).to_have_value("안녕하")
    say(page, "안녕하세요")
    hears(page, "안녕하세요")
    assert list(Entry.objects.values_list("text", flat=True)) == ["안녕하세요"]


def test_what_is_typed_survives_a_reload(join: Join, room: Room, talker: User) -> None:
    page = join(talker, room)
    is_in(page)
    field(page).fill("half a thought")
    page.reload()
    is_in(page)
    expect(field(page)).to_have_value("half a thought")
    field(page).fill("한" * 501)
    expect(page.locator("[data-counter]")).to_have_text("-1")
    expect(page.locator("[data-wait]")).to_contain_text("1 character too many")
    field(page).press("Enter")
    expect(field(page)).to_have_value("한" * 501)


def test_nobody_misses_or_doubles_anything_when_the_server_dies(
    join: Join, site: Site, room: Room, talker: User, listener: User
) -> None:
    one, other = join(talker, room), join(listener, room)
    for page in (one, other):
        is_in(page)
    say(one, "before")
    hears(other, "before")
    site.kill()
    expect(one.locator("[data-status]")).to_be_visible(timeout=PATIENCE_MS)
    say(one, "while it was away")
    waiting = one.locator("[data-pending] > li", has_text="while it was away")
    expect(waiting).to_contain_text("Sending")
    site.start()
    for page in (one, other):
        hears(page, "while it was away")
        hears(page, "before")
        is_in(page)
        expect(page.locator("[data-status]")).to_be_hidden()
    expect(one.locator("[data-pending] > li")).to_have_count(0)
    assert Entry.objects.said().filter(room=room).count() == 2


def test_who_cannot_write_is_told_why_and_what_to_do(
    join: Join, room: Room, viewer: User, talker: User
) -> None:
    nobody = join(None, room)
    barred = nobody.locator("[data-barred]")
    expect(barred.get_by_role("link", name="Sign in")).to_have_attribute(
        "href", f"/accounts/login/?next=%2Fchat%2F{room.public_id}%2Fpopout", timeout=PATIENCE_MS
    )
    expect(field(nobody)).to_be_hidden()
    unverified = join(viewer, room)
    expect(unverified.locator("[data-barred]").get_by_role("link")).to_have_attribute(
        "href", "/accounts/email/", timeout=PATIENCE_MS
    )
    Room.objects.filter(pk=room.pk).update(followers_only=True)
    stranger = join(talker, room)
    stranger.locator("[data-barred]").get_by_role("button", name="Follow The Creator").click()
    expect(field(stranger)).to_be_visible(timeout=PATIENCE_MS)


def test_slow_mode_keeps_the_text_until_its_time(join: Join, room: Room, talker: User) -> None:
    Room.objects.filter(pk=room.pk).update(slow_s=300)
    page = join(talker, room)
    is_in(page)
    expect(page.locator("[data-rules]")).to_contain_text("Slow mode: 5 minutes")
    say(page, "the first")
    hears(page, "the first")
    expect(page.locator("[data-seconds]")).not_to_be_empty()
    say(page, "the second")
    expect(field(page)).to_have_value("the second")
    expect(page.locator("[data-wait]")).to_contain_text("Slow mode")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()


def test_emotes_by_the_picker_and_by_their_code(join: Join, room: Room, talker: User) -> None:
    Emote.objects.create(
        channel=room.channel, code="honey", picture="public/emotes/honey.png", state="approved"
    )
    page = join(talker, room)
    is_in(page)
    page.get_by_role("button", name="Emotes").press("Enter")
    page.get_by_label("Find an emote").fill("hon")
    page.get_by_label("Find an emote").press("Enter")
    expect(field(page)).to_have_value(":honey: ")
    page.keyboard.press("Escape")
    field(page).press_sequentially("and :hon")
    expect(page.get_by_role("option", name=":honey:")).to_be_visible()
    field(page).press("Tab")
    expect(field(page)).to_have_value(":honey: and :honey: ")
    field(page).press("Enter")
    emotes = messages(page).last.get_by_alt_text(":honey:")
    expect(emotes).to_have_count(2, timeout=PATIENCE_MS)
    expect(messages(page).last.locator(".chat-message__text")).to_have_text("and")


def test_what_is_said_beside_a_video_knows_its_moment(join: Join, room: Room, talker: User) -> None:
    video = VideoFactory(channel=room.channel)
    open_beside_video(video=video, is_open=True)
    page = join(talker, room, address=video.get_absolute_url(), width=1440)
    is_in(page)
    # No film is needed to stand somewhere in it.
    page.evaluate(
        "() => { const player = document.createElement('piyak-player'); const film = document.createElement('video');"
        " Object.defineProperty(film, 'currentTime', { value: 12.5 }); player.innerHTML = '<script type=\"application/json\">{}</script><button data-player-start></button>';"
        " player.append(film); document.querySelector('.watch-stage').replaceChildren(player); }"
    )
    say(page, "look at this")
    hears(page, "look at this")
    assert Entry.objects.said().get().at_s == 12.5

    # It is switched off: who was typing reads so, and keeps every letter for when it is there again.
    field(page).fill("and what about")
    open_beside_video(video=video, is_open=False)
    closed = page.get_by_role("status").filter(has_text="This chat is closed.").first
    expect(closed).to_be_visible(timeout=PATIENCE_MS)
    expect(field(page)).to_have_value("and what about")
    expect(field(page)).not_to_be_editable()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    hears(page, "look at this")
    open_beside_video(video=video, is_open=True)
    page.get_by_role("button", name="Try now").click()
    is_in(page)
    say(page, "and what about this")
    hears(page, "and what about this")
