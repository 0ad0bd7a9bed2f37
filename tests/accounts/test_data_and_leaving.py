"""Taking everything along, and leaving without a trace: also when a worker dies half-way."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as conf
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import Channel, DataExport, Follow, User
from accounts.services import deletion, exporting
from accounts.services.channel_editing import save_channel
from accounts.services.following import follow
from accounts.tasks import build_export
from core.adapters.object_store import object_store
from discovery.models import WatchLater
from discovery.services.exporting import export_lists
from piyakast.settings.object_stores import django_storage
from tests.accounts.conftest import PASSWORD, Post
from tests.factories import ChannelFactory, VideoFactory
from tests.object_stores.fixtures import S3Server, s3, s3_server
from tests.videos.pipeline import store_source, transcode
from tests.videos.shelf import shelve
from videos.adapters.demo_clips import ClipSpec, render_clip
from videos.models import Caption, Upload, Video, WatchProgress
from videos.services.exporting import export_videos

__all__ = ["s3", "s3_server"]
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
    shelve(mine, title="My film")
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


def files_left(settings: Any) -> list[Path]:
    folders = (Path(settings.MEDIA_ROOT), Path(settings.SCRATCH_DIR))
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


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
    assert "Hello" in film["captions"][0]["webvtt"]
    assert videos["watched"][0]["video__title"] == "Watched"
    assert videos["uploads"][0]["filename"] == "half.mp4"
    assert json.loads(bundle.read("lists.json"))["later"][0]["video__title"] == "Watched"
    assert sum(name.startswith("pictures/") for name in bundle.namelist()) == 2
    texts = [bundle.read(name).decode() for name in bundle.namelist() if name.endswith(".json")]
    for secret in ("Secret film", "secret words", "secret.mp4", "creator@example.com", "4321"):
        assert not [text for text in texts if secret in text], secret

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


def test_a_browser_left_open_is_not_enough_to_erase_an_account(
    viewer: User, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(viewer)  # signed in long ago: nothing says that the password was given lately
    for answer in (
        client.get("/settings/delete/"),
        client.post("/settings/delete/", {"email": viewer.email}),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/reauthenticate/")
    viewer.refresh_from_db()
    assert viewer.is_active
    assert viewer.leaving_at is None


def test_leaving_closes_the_account_at_once_and_leaves_no_file(
    life: tuple[User, Client], post: Post, settings: Any, channel: Channel, clip: Path
) -> None:
    user, client = life
    transcode(user.channel, clip)
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


def test_leaving_takes_everything_out_of_an_object_store_and_nothing_of_others(
    s3: S3Server, viewer: User, channel: Channel, settings: Any
) -> None:
    chosen = {name: getattr(conf, name) for name in dir(conf) if name.isupper()}
    settings.STORAGES = settings.STORAGES | {"default": django_storage(chosen)}
    store: Any = object_store()

    def stored() -> set[str]:
        """Everything in the bucket, wherever it lies."""
        return {
            each["Key"] for each in store.client.list_objects_v2(Bucket=store.bucket)["Contents"]
        }

    def fill(owned: Channel) -> None:
        video = shelve(owned)
        custom = f"media/{video.public_id}/custom/"
        source = video.sources.get().storage_key
        for key in (source, f"{custom}poster-a.jpg", f"{custom}card-a.webp"):
            store.put_bytes(key, b"x", content_type="image/jpeg")

    fill(channel)
    kept = stored()
    pictures = {"avatar": picture(), "banner": picture()}
    mine = save_channel(channel=Channel(owner=viewer, handle="mine"), links=[], pictures=pictures)
    fill(mine)
    _half_an_upload(viewer, VideoFactory(channel=mine, state=Video.State.DRAFT, published_at=None))
    half = Upload.objects.get()
    assert store.list_parts(half.storage_key, half.store_upload_id)
    exporting.build_export(export_id=exporting.request_export(user=viewer).pk)
    kinds = {key.partition("/")[0] for key in stored() - kept}
    assert kinds == {"captions", "exports", "media", "public", "sources"}

    deletion.request_deletion(user=viewer)
    deletion.erase_user(user_id=viewer.pk)
    assert not User.objects.filter(pk=viewer.pk).exists()
    assert stored() == kept
    assert not store.list_parts(half.storage_key, half.store_upload_id)


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
