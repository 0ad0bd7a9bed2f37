"""A creator's videos, and clients of the studio's API."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from accounts.models import Channel, User
from core.adapters.object_store import object_store
from tests.factories import VideoFactory
from videos.models import Chunk, Source, Transcode, Video

API = "/api/v1/studio"
JSON = "application/json"
MakeVideo = Callable[..., Video]


@pytest.fixture
def video(channel: Channel) -> Video:
    """A public video of the creator, a minute long."""
    return VideoFactory(channel=channel, title="Night sea")


@pytest.fixture
def studio(sign_in: Any, creator: User) -> Client:
    """The creator's client."""
    client: Client = sign_in(creator)
    return client


@pytest.fixture
def with_media(channel: Channel) -> MakeVideo:
    """Make a video with a stored source, a finished transcode and two poster candidates."""

    def make(**facts: Any) -> Video:
        video = VideoFactory(channel=channel, **facts)
        store = object_store()
        source = Source.objects.create(
            video=video,
            storage_key=f"sources/{video.public_id}/a.mp4",
            filename="a.mp4",
            size_bytes=4,
        )
        store.put_bytes(source.storage_key, b"film", content_type="video/mp4")
        run = Transcode.objects.create(
            source=source, engine="fake", state="done", prefix=f"media/{video.public_id}/v1/"
        )
        names = ["poster-1.jpg", "poster-2.jpg"]
        for name in names:
            store.put_bytes(run.prefix + name, b"jpeg", content_type="image/jpeg")
        Chunk.objects.create(
            transcode=run, kind="extras", key="extras", state="done", result={"files": names}
        )
        video.current = run
        video.poster = f"{run.prefix}poster-1.jpg"
        video.save()
        return video

    return make


@pytest.fixture
def at_work(page: Page, sign_in_browser: Any, creator: User) -> Page:
    """The creator's browser."""
    sign_in_browser(creator)
    return page


def assert_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
