"""Who has no room for a file is led to where room is made, and keeps the file meanwhile."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import FilePayload, Page, expect

from accounts.models import Channel
from tests.factories import VideoFactory
from tests.videos.studio.conftest import assert_accessible
from videos.models import Source, Upload
from videos.services.deletion import delete_video

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_who_has_no_room_is_led_to_the_deleted_videos(
    at_work: Page, channel: Channel, settings: LazySettings, tmp_path: Path
) -> None:
    page = at_work
    settings.UPLOAD_QUOTA_BYTES = 5000
    video = VideoFactory(channel=channel, title="Cooking")
    Source.objects.create(video=video, storage_key="a", filename="a.mp4", size_bytes=4000)
    delete_video(video=video)
    page.goto("/studio/upload/")
    expect(page.get_by_role("link", name="4 KB of it in deleted videos")).to_be_visible()
    film: FilePayload = {"name": "b.mp4", "mimeType": "video/mp4", "buffer": b"x" * 2000}
    page.locator("[data-drop] input").set_input_files(film)
    card = page.locator(".upload-card")
    expect(card.locator("[data-status]")).to_contain_text("choose “Delete for good”")
    assert_accessible(page)
    # The way to more room opens beside the page, which keeps the file and would warn before it goes.
    assert page.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))") is False
    with page.expect_popup() as opening:
        card.get_by_role("link", name="Deleted videos").click()
    beside = opening.value
    beside.wait_for_load_state()  # its scripts ask before they delete
    beside.get_by_role("button", name="Delete “Cooking” for good").click()
    beside.get_by_role("dialog").get_by_role("button", name="Delete for good").click()
    expect(beside.get_by_text("Nothing is deleted")).to_be_visible()
    beside.close()
    card.get_by_role("button", name="Try again").click()
    expect(card.get_by_role("link", name="All details")).to_be_visible()
    assert Upload.objects.get().filename == "b.mp4"
    # No film at all: another try would end the same way, so another file is asked for.
    expect(card.get_by_role("link", name="Replace the file")).to_have_attribute(
        "href", re.compile(r"^/studio/videos/[\w-]+/replace/$")
    )
    expect(card.get_by_role("button", name="Process again")).to_be_hidden()
    # As many videos as there may be: another way, and the same file chosen again is tried again.
    settings.UPLOAD_QUOTA_COUNT = 1
    again = tmp_path / "c.mp4"
    again.write_bytes(b"y" * 2000)
    page.locator("[data-drop] input").set_input_files(again)
    refused = page.get_by_role("region", name="c.mp4")
    expect(refused.locator("[data-status]")).to_contain_text("as many videos as it may have")
    expect(refused.get_by_role("link", name="Your videos")).to_have_attribute("target", "_blank")
    settings.UPLOAD_QUOTA_COUNT = 9
    page.locator("[data-drop] input").set_input_files(again)
    expect(refused.get_by_role("link", name="All details")).to_be_visible()
    expect(page.locator(".upload-card")).to_have_count(2)
