"""Leaving without a trace: also when a worker dies half-way."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as conf
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, DataExport, Follow, User
from accounts.services import deletion, exporting
from accounts.services.channel_editing import save_channel
from core.adapters.object_store import object_store
from discovery.models import WatchLater
from piyakast.settings.object_stores import django_storage
from tests.accounts.conftest import PASSWORD, Post
from tests.accounts.life import clip, half_an_upload, life, picture
from tests.factories import ChannelFactory, VideoFactory
from tests.object_stores.fixtures import S3Server, s3, s3_server
from tests.videos.pipeline import transcode
from tests.videos.shelf import shelve
from videos.models import Upload, Video, WatchProgress

__all__ = ["clip", "life", "s3", "s3_server"]
pytestmark = pytest.mark.django_db


def files_left(settings: Any) -> list[Path]:
    folders = (Path(settings.MEDIA_ROOT), Path(settings.SCRATCH_DIR))
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


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
    assert 'value="somebody@example.com"' in wrong.text
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
    half_an_upload(viewer, VideoFactory(channel=mine, state=Video.State.DRAFT, published_at=None))
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
