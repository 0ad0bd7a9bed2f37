"""Somebody who has one of everything, for tests of taking it along and of leaving. Import the fixtures into a module."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from accounts.models import Channel, User
from accounts.services.channel_editing import save_channel
from accounts.services.following import follow
from chat.models import Emote
from core.adapters.object_store import object_store
from discovery.models import WatchLater
from tests.factories import VideoFactory
from tests.videos.pipeline import store_source
from tests.videos.shelf import shelve
from videos.adapters.demo_clips import ClipSpec, render_clip
from videos.models import Upload, Video, WatchProgress


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("clips") / "clip.mp4"
    render_clip(ClipSpec("bars", 160, 120, 2, 220), target)
    return target


def picture() -> "ContentFile[bytes]":
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "WEBP")
    return ContentFile(out.getvalue(), name="a.webp")


@pytest.fixture
def life(
    channel: Channel, clip: Path, signed_up: Callable[..., Client], settings: Any
) -> tuple[User, Client]:
    """Somebody who has one of everything, signed in."""
    client = signed_up("leaver@example.com")
    user = User.objects.get(email="leaver@example.com")
    mine = save_channel(
        channel=Channel(owner_id=user.pk, handle="leaver", name="Leaver"),
        links=["https://example.com"],
        pictures={"avatar": picture(), "banner": picture()},
    )
    shelve(mine, title="My film")
    store_source(mine, clip, title="Not yet transcoded")
    draft = VideoFactory(channel=mine, state=Video.State.DRAFT, published_at=None)
    half_an_upload(user, draft)
    other = VideoFactory(channel=channel, title="Watched")
    WatchProgress.objects.create(user=user, video=other, position_ms=7000)
    WatchLater.objects.create(user=user, video=other)
    Emote.objects.create(channel=mine, code="wave", picture=picture(), made_by=user)
    follow(user=user, channel=channel)
    follow(user=channel.owner, channel=mine)
    return user, client


def half_an_upload(user: User, video: Video) -> None:
    key = f"sources/{video.public_id}/half.mp4"
    store = object_store()
    upload_id = store.create_multipart(key, content_type="video/mp4")
    store.put_part(key, upload_id, 1, io.BytesIO(b"x" * 100), size_bytes=100, offset=0, sha256=None)
    Upload.objects.create(
        owner=user, video=video, filename="half.mp4", content_type="video/mp4",
        size_bytes=200, part_bytes=100, storage_key=key, store_upload_id=upload_id,
    )  # fmt: skip
