"""Emotes, bots and webhooks as their owner's browser shows them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from chat.models import Bot, Emote, Room
from chat.services.emotes import decide_emote
from tests.chat.look.acting import PATIENCE_MS, field, is_in, messages
from tests.chat.look.conftest import Join
from tests.chat.pictures import picture
from tests.chat.servers import listening
from tests.look.visiting import faults
from tests.videos.uploading.site import Site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def running_site(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Site]:
    """A site of its own, which posts to servers of this machine too."""
    site = Site(tmp_path_factory.mktemp("site"), part_bytes=1024**2)
    site.environment["CHAT_HOOKS_INSIDE"] = "True"
    yield site
    site.kill()


@pytest.fixture
def elsewhere() -> Iterator[Any]:
    with listening() as server:
        yield server


def shown(page: Page, sentence: str) -> None:
    expect(page.get_by_text(sentence).first).to_be_visible(timeout=PATIENCE_MS)


def test_emotes_from_the_file_to_the_chat(
    join: Join, room: Room, creator: User, moderator: User, tmp_path: Path
) -> None:
    page = join(creator, room, address="/studio/chat/emotes/", theme="dark", width=390)
    for name in ("happy-otter.png", "수달.png"):
        (tmp_path / name).write_bytes(picture().read())
    (tmp_path / "broken.png").write_bytes(b"no picture")
    files = page.get_by_label("Choose pictures")
    files.set_input_files([tmp_path / n for n in ("happy-otter.png", "수달.png", "broken.png")])
    code = page.get_by_label("Code for happy-otter.png")
    expect(code).to_be_focused()
    expect(code).to_have_value("happy_otter")
    shown(page, "This is not a picture we can use.")
    code.fill("otter")
    page.get_by_role("button", name="Leave out broken.png").click()
    expect(files).to_be_focused()
    page.get_by_role("button", name="Upload", exact=True).click()
    # What was kept is in the list; what was not stays, with its reason, and with what was typed.
    shown(page, "1 emote uploaded.")
    own = page.locator("[data-emotes-own]")
    expect(own.get_by_text(":otter:")).to_be_visible()
    left = page.get_by_label("Code for 수달.png")
    expect(left).to_be_focused()
    expect(left).to_have_attribute("aria-invalid", "true")
    shown(page, "Use 2 to 24 letters a-z")
    assert not faults(page, "emotes")
    left.fill("sudal")
    left.press("Enter")
    expect(own.get_by_text(":sudal:")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[data-emote-drafts]")).to_be_hidden()

    page.goto(f"/chat/{room.public_id}/popout")
    is_in(page)
    emotes = page.get_by_role("button", name="Emotes")
    emotes.click()
    expect(page.locator("[data-write=':otter:']")).to_have_count(0)
    # The page that is open offers what staff has approved since, and not what they have taken away.
    page.keyboard.press("Escape")
    decide_emote(emote=Emote.objects.get(code="otter"), actor=moderator, approved=True)
    file = Emote.objects.get(code="sudal").picture.name
    wave = Emote.objects.create(code="wave", picture=file, state="approved")
    emotes.click()
    site = page.get_by_role("group", name="Emotes of the whole site")
    expect(site.locator("[data-write=':wave:']")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_label("Find an emote")).to_be_focused()
    assert not faults(page, "the picker")
    page.keyboard.press("Escape")
    Emote.objects.filter(pk=wave.pk).delete()
    emotes.click()
    expect(site).to_have_count(0, timeout=PATIENCE_MS)
    page.locator("[data-write=':otter:']").click()
    field(page).press("Enter")
    expect(messages(page).locator("img[alt=':otter:']")).to_be_visible(timeout=PATIENCE_MS)


def test_secrets_are_shown_once_and_answers_come_by_themselves(
    join: Join, room: Room, creator: User, elsewhere: Any
) -> None:
    page = join(creator, room, address="/studio/chat/bots/", width=1440)
    page.get_by_label("Name").fill("Helper")
    page.get_by_role("button", name="Make the bot").click()
    token = page.locator("[data-copy-text]")
    expect(page.get_by_role("heading", name="The token of Helper")).to_be_focused()
    first = token.inner_text()
    assert not faults(page, "bots")
    page.get_by_role("button", name="Make a new token for Helper").click()
    page.get_by_role("dialog").get_by_role("button", name="Make a new token").click()
    expect(token).not_to_have_text(first, timeout=PATIENCE_MS)
    expect(page.get_by_role("heading", name="The token of Helper")).to_be_focused()
    # Loading that page again makes no other.
    digest = Bot.objects.get().digest
    page.reload()
    expect(page.get_by_role("heading", name="Your bots")).to_be_visible()
    expect(token).to_have_count(0)
    assert Bot.objects.get().digest == digest

    page.goto("/studio/chat/webhooks/")
    page.get_by_label("Address").fill("http://exa mple.com/")
    page.get_by_label("The rules were changed").check()
    page.get_by_role("button", name="Add the webhook").click()
    shown(page, "Give an address that begins with https://.")
    address = page.get_by_label("Address")
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("The rules were changed")).to_be_checked()
    address.fill(f"http://127.0.0.1:{elsewhere.server_port}/hook")
    page.get_by_role("button", name="Add the webhook").click()
    shown(page, "Copy it now: it is shown this once.")
    elsewhere.answers = [500]
    page.get_by_role("button", name="Send a test").click()
    shown(page, "Test: answered 500")
    page.get_by_role("button", name="Send again: Test").click()
    shown(page, "Test: answered 200")
    assert len(elsewhere.heard) == 2
    assert not faults(page, "webhooks")
