"""The studio as a creator uses it: by keyboard and pointer, in two windows, with second thoughts."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Dialog, Page, WebSocketRoute, expect

from accounts.models import Channel
from tests.conftest import PATIENCE_MS
from tests.factories import VideoFactory
from tests.look.visiting import refusals
from tests.videos.studio.conftest import API, JSON, assert_accessible
from tests.videos.watch.conftest import film, make_playable, projector
from tests.videos.watch.film import Projector
from videos.models import BulkEdit, Caption, Source, Transcode, Video

__all__ = ["film", "make_playable", "projector"]  # fixtures of the watch page: a film that plays
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READY = '{"type": "feed.ready"}'
SRT = "1\n00:00:01,000 --> 00:00:03,500\n안녕하세요\n\n2\n00:00:04,000 --> 00:00:05,000\nBye\n"


@pytest.fixture
def video(channel: Channel, make_playable: Callable[..., Video], projector: Projector) -> Video:
    """Forty seconds that really play."""
    return make_playable(channel, title="Night sea", tags=["sea"], poster="")


def edit_page(page: Page, video: Video) -> None:
    page.goto(f"/studio/videos/{video.public_id}/")
    expect(page.locator(".tag-input")).to_be_visible()


def test_a_video_is_edited_whole(at_work: Page, video: Video, studio: Client) -> None:
    page = at_work
    edit_page(page, video)
    assert_accessible(page)

    # Every field by keyboard; tags are chips.
    page.get_by_label("Title").first.fill("Night sea, again")
    expect(page.locator(".field__count").first).to_have_text("16 / 120")
    page.get_by_label("Description").fill("0:00 One\n0:20 Two")
    page.get_by_label("Tags").focus()
    page.keyboard.type("moon, night  sky")
    page.keyboard.press("Enter")
    expect(page.locator(".tag-input__tag")).to_have_text(["sea×", "moon×", "night sky×"])
    page.get_by_label("Remove the tag “moon”").press("Enter")
    page.keyboard.press("Backspace")
    expect(page.locator(".tag-input__tag")).to_have_text(["sea×"])
    page.get_by_label("Category").select_option("travel")
    page.get_by_label("Who can watch").select_option("password")
    page.get_by_label("Publish at a time").check()
    expect(page.locator("[data-publish-at] [data-zone]")).to_contain_text("In your time zone")
    page.keyboard.press("Control+s")
    expect(page.get_by_label("Publish at", exact=True)).to_be_focused()
    page.get_by_label("Published on").check()
    page.get_by_role("button", name="Save", exact=True).click()
    # What the server refuses is said at its field, and nothing typed is lost.
    expect(page.locator("[data-password] .field__error")).to_have_text(
        "Give the password that opens the video."
    )
    page.get_by_label("Password to watch").fill("sesame")
    page.keyboard.press("Enter")
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    expect(page.locator("h1")).to_have_text("Night sea, again")
    video.refresh_from_db()
    assert (video.title, video.tags, video.category) == ("Night sea, again", ["sea"], "travel")
    assert video.check_password("sesame")

    # Another window changes another field: both changes stay.
    one = f"{API}/videos/{video.public_id}"
    studio.patch(one, {"language": "ko"}, content_type=JSON)
    page.get_by_label("Title").first.fill("Mine")
    page.keyboard.press("Control+s")
    expect(page.locator("h1")).to_have_text("Mine")
    expect(page.get_by_label("Language").first).to_have_value("ko")
    # Another window changes the same field: the person is asked.
    studio.patch(one, {"title": "Theirs"}, content_type=JSON)
    page.get_by_label("Title").first.fill("Mine still")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-notice]")).to_contain_text("also changed in another window")
    expect(page.locator("[data-notice]")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-notice]")).to_contain_text("“Theirs”")
    expect(page.get_by_label("Title").first).to_have_value("Mine still")
    page.get_by_role("button", name="Save mine").click()
    expect(page.locator("h1")).to_have_text("Mine still")
    video.refresh_from_db()
    assert (video.title, video.language) == ("Mine still", "ko")

    # Leaving with unsaved text asks; what was typed is still there afterwards.
    page.get_by_label("Description").fill("Unsaved words")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.once("dialog", leave)
    page.goto("/studio/")
    assert asked == ["beforeunload"]
    edit_page(page, video)
    expect(page.get_by_label("Description")).to_have_value("Unsaved words")
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_label("Description")).to_have_value("0:00 One\n0:20 Two")

    # The frame the player shows becomes the thumbnail.
    page.locator("[data-player-start]").click()
    page.wait_for_function(
        "() => { const v = document.querySelector('video'); return v.currentTime > 0.3 && v.readyState >= 2; }",
        timeout=90_000,
    )
    page.get_by_role("button", name="Use the frame shown now").click()
    expect(page.locator("[data-poster-own]")).to_be_visible()
    video.refresh_from_db()
    assert "/custom/" in video.poster


def test_captions_and_chapters(at_work: Page, video: Video, tmp_path: Path) -> None:
    page = at_work
    edit_page(page, video)
    bad, good = tmp_path / "bad.srt", tmp_path / "good.srt"
    bad.write_text("1\n00:00:05,000 --> 00:00:01,000\nx\n")
    good.write_bytes(SRT.encode("cp949"))
    captions = page.locator("#captions")
    captions.locator("input[type=file]").set_input_files(bad)
    expect(captions.get_by_role("alert")).to_have_text("Line 2: the caption ends before it begins.")
    captions.locator("input[type=file]").set_input_files(good)
    row = captions.locator("[data-language=ko]")
    expect(row).to_contain_text("한국어")
    row.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("dialog")).to_contain_text("안녕하세요")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(row.get_by_role("button", name="Preview")).to_be_focused()
    row.get_by_role("button", name="Rename").click()
    page.keyboard.type("우리말")
    page.keyboard.press("Enter")
    expect(row.locator("[data-label]")).to_have_text("우리말")
    row.get_by_role("button", name="Delete “우리말”").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row).to_contain_text("우리말")
    assert Caption.objects.get().label == "우리말"

    chapters = page.locator("#chapters")
    chapters.get_by_role("button", name="Add a chapter").click()
    page.keyboard.type("Beginning")
    page.evaluate("() => document.querySelector('piyak-player').start(20)")
    page.wait_for_function(
        "() => document.querySelector('piyak-player').player?.video.currentTime >= 20",
        timeout=90_000,
    )
    page.evaluate("() => document.querySelector('video').pause()")
    expect(chapters.get_by_role("button", name="Add a chapter at 0:2")).to_be_visible()
    chapters.locator("[data-add]").click()
    page.keyboard.type("Middle")
    chapters.get_by_label("Start").nth(1).fill("0:05")
    chapters.get_by_role("button", name="Save chapters").click()
    expect(chapters.locator(".chapter-row__error").nth(1)).to_have_text(
        "The chapter above is shorter than ten seconds."
    )
    expect(chapters.get_by_label("Start").nth(1)).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("0:20")
    chapters.get_by_role("button", name="Save chapters").click()
    expect(page.locator(".toast")).to_contain_text(["Chapters saved."])
    marks = video.chapters.values_list("starts_ms", "title")
    assert list(marks) == [(0, "Beginning"), (20_000, "Middle")]


def test_many_at_once_and_back_again(at_work: Page, channel: Channel, video: Video) -> None:
    page = at_work
    for number in range(4):
        VideoFactory(channel=channel, title=f"바다 {number}")
    working = VideoFactory(channel=channel, title="Cooking", state="processing")
    sockets: list[WebSocketRoute] = []

    def meet(socket: WebSocketRoute) -> None:
        sockets.append(socket)

    page.route_web_socket(lambda url: url.endswith("/ws/me"), meet)
    refused = refusals(page)
    page.goto("/studio/")
    assert_accessible(page)
    page.get_by_label("Choose all on this page").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("6 chosen")
    page.keyboard.press("Escape")
    expect(page.locator("[data-bulk-actions]")).to_be_hidden()

    # A stretch with Shift, then an action, then second thoughts.
    boxes = page.locator("[name=ids]")
    boxes.nth(1).click()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(page.locator("[data-bulk-count]")).to_have_text("3 chosen")
    page.get_by_role("button", name="Make private").click()
    expect(page.locator(".toast")).to_contain_text(["3 videos are private."])
    assert Video.objects.filter(privacy="private").count() == 3
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_contain_text(["3 videos are as they were."])
    assert not Video.objects.filter(privacy="private").exists()

    # Filters act at once and stay in the address.
    page.get_by_label("Search in your videos").fill("바다")
    expect(page.locator(".studio-item")).to_have_count(4)
    assert "q=" in page.url
    page.get_by_label("Choose all on this page").check()
    page.locator("summary", has_text="Category").click()
    page.locator("#bulk-category").select_option("travel")
    page.get_by_role("button", name="Set the category").click()
    expect(page.locator(".toast")).to_contain_text(["4 videos changed."])
    assert Video.objects.filter(category="travel").count() == 4
    page.get_by_label("Choose all on this page").check()
    page.locator("[data-bulk-actions]").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("dialog")).to_contain_text("“바다 3”")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No video fits")).to_be_visible()
    page.locator(".toast", has_text="4 videos deleted.").get_by_role("button", name="Undo").click()
    expect(page.locator(".studio-item")).to_have_count(4)
    assert not Video.objects.filter(state="deleted").exists()
    assert BulkEdit.objects.filter(undone_at=None).count() == 1

    # Processing is live in its row.
    page.get_by_label("Search in your videos").fill("")
    row = page.locator(f"[data-video='{working.public_id}']")
    expect(row).to_be_visible()
    event = {
        "type": "video.progress", "video": working.public_id, "state": "processing",
        "stage": "running", "percent": 42, "message": "Encoding",
    }  # fmt: skip
    sockets[-1].send(json.dumps(event))
    expect(row.locator("[data-state]")).to_have_text("Encoding · 42%")
    assert row.locator("progress").evaluate("bar => bar.value") == 42
    Video.objects.filter(pk=working.pk).update(state="ready")
    sockets[-1].send(json.dumps(event | {"state": "ready", "stage": "done", "percent": 100}))
    expect(row.locator("progress")).to_have_count(0)

    # A phone: cards, no sideways scroll.
    page.set_viewport_size({"width": 320, "height": 700})
    inside = "() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.tabs, .side-nav, .visually-hidden, .bulk-bar__actions')).map(e => e.className)"
    assert page.evaluate(inside) == []
    assert not refused


def socket_of_next_page(page: Page, sockets: list[WebSocketRoute], known: int) -> WebSocketRoute:
    """The socket of the page that has just begun: what is told to the one before it is lost."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while len(sockets) == known:
        assert time.monotonic() < deadline, "the page opens no socket"
        page.wait_for_timeout(20)
    return sockets[-1]


def test_what_was_told_while_nobody_listened_is_asked_for(at_work: Page, channel: Channel) -> None:
    page = at_work
    video = VideoFactory(channel=channel, title="Cooking", state="processing")
    source = Source.objects.create(video=video, storage_key="a", filename="a.mp4", size_bytes=4)
    run = Transcode.objects.create(source=source, engine="fake", state="running", prefix="media/a/")
    sockets: list[WebSocketRoute] = []

    def meet(socket: WebSocketRoute) -> None:
        sockets.append(socket)

    page.route_web_socket(lambda url: url.endswith("/ws/me"), meet)
    edit_page(page, video)
    expect(page.locator("[data-working]")).to_be_visible()
    page.get_by_label("Title").first.fill("Typed")
    stopped = {
        "type": "video.progress", "video": video.public_id, "state": "processing",
        "stage": "cancelled", "percent": 42, "message": "Stopped.",
    }  # fmt: skip
    sockets[-1].send(json.dumps(stopped))
    expect(page.locator("[data-working]")).to_be_hidden()
    expect(page.locator(".toast")).to_contain_text(["Stopped."])

    page.get_by_role("button", name="Discard", exact=True).click()
    Transcode.objects.filter(pk=run.pk).update(state="failed", failure="timeout")
    Video.objects.filter(pk=video.pk).update(state="failed", failure="timeout")
    known = len(sockets)
    sockets[-1].send(READY)
    expect(page.get_by_role("button", name="Process again")).to_be_visible()
    socket = socket_of_next_page(page, sockets, known)
    expect(page.locator("[data-working]")).to_be_hidden()
    # What the page says already is not read again, nor again and again.
    page.evaluate("window.kept = true")
    with page.expect_response(f"**{API}/videos/{video.public_id}") as answer:
        socket.send(READY)
    answer.value.finished()
    assert page.evaluate("window.kept")

    # The list, too.
    Video.objects.filter(pk=video.pk).update(state="processing", failure="")
    known = len(sockets)
    page.goto("/studio/")
    expect(page.locator("progress")).to_have_count(1)
    Video.objects.filter(pk=video.pk).update(state="ready")
    socket_of_next_page(page, sockets, known).send(READY)
    expect(page.locator("progress")).to_have_count(0)


def test_deleting_names_the_video_and_can_be_undone(at_work: Page, video: Video) -> None:
    page = at_work
    edit_page(page, video)
    page.get_by_role("link", name="Delete this video").click()
    expect(page.get_by_role("dialog")).to_contain_text("Delete “Night sea”?")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Delete this video")).to_be_focused()
    video.refresh_from_db()
    assert video.state == "ready"
    for way in ("notice", "list"):
        page.get_by_role("link", name="Delete this video").click()
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        page.wait_for_url("**/studio/?undo=*")
        expect(page.locator("[data-undo]")).to_contain_text("1 video deleted.")
        video.refresh_from_db()
        assert video.state == "deleted"
        if way == "notice":
            page.locator("[data-undo]").get_by_role("button", name="Undo").click()
            expect(page.locator(".studio-item__title")).to_have_text("Night sea")
        else:
            page.get_by_role("link", name="Deleted").click()
            assert_accessible(page)
            page.get_by_role("button", name="Bring back “Night sea”").click()
            expect(page.get_by_text("Nothing is deleted")).to_be_visible()
        video.refresh_from_db()
        assert video.state == "ready"
        edit_page(page, video)
    page.get_by_role("link", name="Analytics", exact=True).click()
    expect(page.get_by_text("Nobody has watched yet")).to_be_visible()
    assert_accessible(page)
