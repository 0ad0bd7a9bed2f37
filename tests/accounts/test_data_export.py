"""Taking everything along: texts and small files in a zip."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, DataExport, User
from accounts.models.export import KEPT
from accounts.services import exporting
from accounts.tasks import build_export
from core.adapters.object_store import object_store
from discovery.models import WatchLater
from discovery.services.exporting import export_lists
from tests.accounts.conftest import Post
from tests.accounts.copies import made, opened
from tests.accounts.life import clip, life
from tests.factories import VideoFactory
from tests.object_stores.fixtures import S3Server, s3, s3_server
from tests.videos.shelf import shelve
from videos.models import Caption, Upload, Video, WatchProgress
from videos.services.exporting import export_videos

__all__ = ["clip", "life", "s3", "s3_server"]
pytestmark = pytest.mark.django_db


def _life_of_another(channel: Channel, watched: User) -> None:
    """What the creator put here, and did with the videos of the one who asks."""
    film = VideoFactory(channel=channel, title="Secret film", privacy=Video.Privacy.PRIVATE)
    _captioned(film, "secret words")
    Upload.objects.create(
        owner=channel.owner, video=film, filename="secret.mp4", content_type="video/mp4",
        size_bytes=200, part_bytes=100, storage_key="sources/secret", store_upload_id="1",
    )  # fmt: skip
    theirs = Video.objects.get(title="My film", channel__owner=watched)
    WatchProgress.objects.create(user=channel.owner, video=theirs, position_ms=4321)
    WatchLater.objects.create(user=channel.owner, video=film)


def _captioned(video: Video, words: str) -> None:
    key = f"captions/{video.public_id}/ko.vtt"
    Caption.objects.create(video=video, language="ko", label="한국어", storage_key=key)
    object_store().put_bytes(key, f"WEBVTT\n\n{words}".encode(), content_type="text/vtt")


def test_the_copy_holds_everything_and_is_the_owners_alone(
    life: tuple[User, Client], post: Post, stranger: User, sign_in: Any
) -> None:
    user, client = life
    _life_of_another(Channel.objects.get(handle="creator"), user)
    client.post("/settings/data/export/")
    export = DataExport.objects.get()
    exporting.build_export(export_id=export.pk)
    exporting.build_export(export_id=export.pk)
    assert [message.subject for message in post()] == ["The copy of your data is ready"]

    address = f"/settings/data/export/{export.public_id}/"
    assert address in client.get("/settings/data/").content.decode()
    assert Client().get(address).status_code == 302  # to the sign-in
    assert sign_in(stranger).get(address).status_code == 404
    answer = client.get(address)
    assert "no-store" in answer["Cache-Control"]
    bundle = opened(answer)
    account = json.loads(bundle.read("account.json"))
    assert account["email"] == user.email
    assert account["channel"]["handle"] == "leaver"
    assert account["follows"][0]["channel__handle"] == "creator"
    assert account["devices"]
    assert "password" not in json.dumps(account["emails"])
    assert user.password not in bundle.read("account.json").decode()
    videos = json.loads(bundle.read("videos.json"))
    assert {each["title"] for each in videos["videos"]} >= {"My film", "Not yet transcoded"}
    film = next(each for each in videos["videos"] if each["title"] == "My film")
    assert b"Hello" in bundle.read(film["captions"][0]["file"])
    assert bundle.read(film["thumbnail"]) == b"poster"
    [emote] = json.loads(bundle.read("emotes.json"))["emotes"]
    assert bundle.read(emote["file"]).startswith(b"RIFF")
    assert videos["watched"][0]["video__title"] == "Watched"
    assert videos["uploads"][0]["filename"] == "half.mp4"
    assert json.loads(bundle.read("lists.json"))["later"][0]["video__title"] == "Watched"
    assert sum(name.startswith("pictures/") for name in bundle.namelist()) == 2
    texts = [
        bundle.read(name).decode()
        for name in bundle.namelist()
        if name.endswith((".json", ".html", ".txt"))
    ]
    for secret in ("Secret film", "secret words", "secret.mp4", "creator@example.com", "4321"):
        assert not [text for text in texts if secret in text], secret

    again = client.post("/settings/data/export/", follow=True)
    assert "less than an hour ago. Try again in 60 minutes." in again.content.decode()
    assert DataExport.objects.count() == 1


def test_what_is_gone_from_the_store_is_named_and_stops_nothing(
    creator: User, channel: Channel
) -> None:
    video = shelve(channel)
    object_store().delete(video.poster)
    object_store().delete(video.captions.get().storage_key)
    _export, bundle = made(creator)
    page = bundle.read("index.html").decode()
    for name in (f"thumbnails/{video.public_id}.jpg", f"captions/{video.public_id}/en.vtt"):
        assert name not in bundle.namelist()
        assert name in page


def test_copies_are_swept_and_forgotten_ones_are_made(life: tuple[User, Client]) -> None:
    user, _client = life
    export = exporting.request_export(user=user)
    DataExport.objects.update(created_at=timezone.now() - exporting.PATIENCE - timedelta(minutes=1))
    exporting.sweep_exports()
    export.refresh_from_db()
    assert object_store().size(export.storage_key)
    DataExport.objects.update(created_at=timezone.now() - KEPT - timedelta(minutes=1))
    exporting.sweep_exports()
    assert not DataExport.objects.exists()
    assert not list(object_store().list_prefix("exports/"))


def test_a_copy_of_ones_data_tells_no_title_that_was_hidden_since(
    viewer: User, channel: Channel
) -> None:
    shapes: dict[str, dict[str, Any]] = {
        "open": {},
        "by link": {"privacy": Video.Privacy.UNLISTED},
        "private": {"privacy": Video.Privacy.PRIVATE},
        "password": {"privacy": Video.Privacy.PASSWORD},
        "scheduled": {"published_at": timezone.now() + timedelta(days=1)},
        "deleted": {"state": Video.State.DELETED},
    }
    for title, facts in shapes.items():
        video = VideoFactory(channel=channel, title=title, **facts)
        WatchProgress.objects.create(user=viewer, video=video, position_ms=1)
        WatchLater.objects.create(user=viewer, video=video)
    for rows in (export_videos(viewer)["watched"], export_lists(viewer)["later"]):
        assert len(rows) == len(shapes)
        assert {row["video__title"] for row in rows} == {"open", "by link", ""}
    # What one made oneself is told whole.
    WatchProgress.objects.update(user=channel.owner)
    own = {row["video__title"] for row in export_videos(channel.owner)["watched"]}
    assert own == {*shapes, ""} - {"deleted"}


def test_an_export_is_made_when_the_store_is_back(
    s3: S3Server,
    creator: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _s: None))
    export = DataExport.objects.create(user=creator)
    again = build_export.retry

    def later(*args: Any, **options: Any) -> Any:
        s3.app.down = False
        return again(*args, **options)

    monkeypatch.setattr(build_export, "retry", later)
    s3.app.down = True
    try:
        build_export.apply(kwargs={"export_id": export.pk}, throw=False)
    finally:
        s3.app.down = False
    export.refresh_from_db()
    assert export.ready_at is not None
