"""Taking everything along, and leaving without a trace: also when a worker dies half-way."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import Channel, DataExport, Follow, User
from accounts.services import deletion, exporting
from accounts.services.channel_editing import save_channel
from accounts.services.following import follow
from core.adapters.object_store import object_store
from discovery.models import WatchLater
from discovery.services.exporting import export_lists
from tests.accounts.conftest import PASSWORD, Post
from tests.factories import ChannelFactory, VideoFactory
from tests.videos.pipeline import store_source, transcode
from videos.adapters.demo_clips import ClipSpec, render_clip
from videos.models import Caption, Upload, Video, WatchProgress
from videos.services.exporting import export_videos

pytestmark = pytest.mark.django_db


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
    video = transcode(mine, clip, title="My film")
    Caption.objects.create(
        video=video, language="ko", label="한국어", storage_key=f"captions/{video.public_id}/ko.vtt"
    )
    object_store().put_bytes(
        f"captions/{video.public_id}/ko.vtt", "WEBVTT\n\n안녕".encode(), content_type="text/vtt"
    )
    store_source(mine, clip, title="Not yet transcoded")
    draft = VideoFactory(channel=mine, state=Video.State.DRAFT, published_at=None)
    _half_an_upload(user, draft)
    other = VideoFactory(channel=channel, title="Watched")
    WatchProgress.objects.create(user=user, video=other, position_ms=7000)
    WatchLater.objects.create(user=user, video=other)
    follow(user=user, channel=channel)
    follow(user=channel.owner, channel=mine)
    return user, client


def _half_an_upload(user: User, video: Video) -> None:
    key = f"sources/{video.public_id}/half.mp4"
    store = object_store()
    upload_id = store.create_multipart(key, content_type="video/mp4")
    store.put_part(key, upload_id, 1, io.BytesIO(b"x" * 100), size_bytes=100, offset=0, sha256=None)
    Upload.objects.create(
        owner=user, video=video, filename="half.mp4", content_type="video/mp4",
        size_bytes=200, part_bytes=100, storage_key=key, store_upload_id=upload_id,
    )  # fmt: skip


def files_left(settings: Any) -> list[Path]:
    folders = (Path(settings.MEDIA_ROOT), Path(settings.SCRATCH_DIR))
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


def test_the_copy_holds_everything_and_is_the_owners_alone(
    life: tuple[User, Client], post: Post, stranger: User, sign_in: Any
) -> None:
    user, client = life
    client.post("/settings/data/export/")
    export = DataExport.objects.get()
    exporting.build_export(export_id=export.pk)
    exporting.build_export(export_id=export.pk)
    assert [message.subject for message in post()] == ["The copy of your data is ready"]

    address = f"/settings/data/export/{export.public_id}/"
    assert address in client.get("/settings/data/").content.decode()
    assert Client().get(address).status_code == 302
    assert sign_in(stranger).get(address).status_code == 404
    answer = client.get(address)
    assert "no-store" in answer["Cache-Control"]
    bundle = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
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
    assert "안녕" in film["captions"][0]["webvtt"]
    assert videos["watched"][0]["video__title"] == "Watched"
    assert videos["uploads"][0]["filename"] == "half.mp4"
    assert json.loads(bundle.read("lists.json"))["later"][0]["video__title"] == "Watched"
    assert sum(name.startswith("pictures/") for name in bundle.namelist()) == 2

    again = client.post("/settings/data/export/", follow=True)
    assert "less than an hour ago. Try again in 60 minutes." in again.content.decode()
    assert DataExport.objects.count() == 1


def test_copies_are_swept_and_forgotten_ones_are_made(life: tuple[User, Client]) -> None:
    user, _client = life
    export = exporting.request_export(user=user)
    DataExport.objects.update(created_at=timezone.now() - exporting.PATIENCE - timedelta(minutes=1))
    exporting.sweep_exports()
    export.refresh_from_db()
    assert object_store().size(export.storage_key)
    DataExport.objects.update(created_at=timezone.now() - exporting.KEPT - timedelta(minutes=1))
    exporting.sweep_exports()
    assert not DataExport.objects.exists()
    assert not list(object_store().list_prefix("exports/"))


def test_leaving_closes_the_account_at_once_and_leaves_no_file(
    life: tuple[User, Client], post: Post, settings: Any, channel: Channel
) -> None:
    user, client = life
    exporting.build_export(export_id=exporting.request_export(user=user).pk)
    post()
    assert len(files_left(settings)) > 8
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    wrong = client.post("/settings/delete/", {"email": "somebody@example.com"})
    assert wrong.status_code == 422
    assert User.objects.get(pk=user.pk).is_active
    client.post("/settings/delete/", {"email": " LEAVER@example.com "})
    assert client.get("/settings/data/").status_code == 302
    assert not UserSession.objects.filter(user=user).exists()

    deletion.erase_user(user_id=user.pk)
    assert files_left(settings) == []
    assert not User.objects.filter(email="leaver@example.com").exists()
    assert list(Channel.objects.values_list("handle", flat=True)) == ["creator"]
    assert not Video.objects.exclude(channel=channel).exists()
    for model in (Upload, DataExport, WatchProgress, WatchLater, Follow):
        assert not model.objects.exists()
    sessions = [each.get_decoded() for each in Session.objects.all()]
    assert not [each for each in sessions if each.get("_auth_user_id") == str(user.pk)]
    channel.refresh_from_db()
    assert channel.follower_count == 0
    deletion.erase_user(user_id=user.pk)
    assert [message.subject for message in post()] == ["Your account is deleted"]


def test_a_worker_that_dies_half_way_is_followed_by_one_that_ends_it(
    life: tuple[User, Client], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    user, _client = life
    deletion.request_deletion(user=user)

    def die(_user: User) -> None:
        raise SystemExit

    monkeypatch.setattr(deletion, "_erase_rows", die)
    with pytest.raises(SystemExit):
        deletion.erase_user(user_id=user.pk)
    monkeypatch.undo()
    assert User.objects.filter(pk=user.pk).exists()
    User.objects.update(leaving_at=timezone.now() - deletion.PATIENCE - timedelta(minutes=1))
    # Everybody else is asked for too here; only who wants to leave does.
    User.objects.exclude(pk=user.pk).update(leaving_at=None)
    deletion.sweep_leavers()
    assert not User.objects.filter(pk=user.pk).exists()
    assert files_left(settings) == []


def test_somebody_who_is_suspended_is_not_erased() -> None:
    channel = ChannelFactory(owner__is_active=False)
    deletion.erase_user(user_id=channel.owner_id)
    deletion.sweep_leavers()
    assert User.objects.filter(pk=channel.owner_id).exists()


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
