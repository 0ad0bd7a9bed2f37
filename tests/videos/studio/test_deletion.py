"""Deleting: gone for everybody at once, restorable for a while, then every byte goes."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from core.adapters.object_store import ObjectMissing, object_store
from tests.factories import VideoFactory
from tests.videos.studio.conftest import API, MakeVideo
from videos.models import Transcode, Upload, Video
from videos.services.bulk_editing import bulk_edit
from videos.services.deletion import (
    delete_video,
    erase_now,
    erase_person,
    erase_video,
    restore_video,
    sweep_deleted,
)

pytestmark = pytest.mark.django_db


def is_stored(key: str) -> bool:
    try:
        object_store().size(key)
    except ObjectMissing:
        return False
    return True


def test_it_is_gone_for_everybody_and_comes_back_as_it_was(
    studio: Client, client: Client, with_media: MakeVideo
) -> None:
    video = with_media(title="Precious")
    poster = f"/media/p/{video.public_id}/v1/poster-1.jpg"
    assert client.get(poster).status_code == 200
    assert studio.delete(f"{API}/videos/{video.public_id}").status_code == 204
    assert client.get(video.get_absolute_url()).status_code == 404
    assert studio.get(video.get_absolute_url()).status_code == 404
    assert client.get(poster).status_code == 404
    assert studio.get(f"{API}/videos/{video.public_id}").status_code == 404
    assert studio.delete(f"{API}/videos/{video.public_id}").status_code == 404
    listed = studio.get(f"{API}/deleted").json()
    assert [each["title"] for each in listed["items"]] == ["Precious"]
    assert listed["items"][0]["restorable_until"] > timezone.now().isoformat()
    assert "Precious" in studio.get("/studio/deleted/").content.decode()

    restored = studio.post(f"{API}/videos/{video.public_id}/restore")
    assert restored.json()["state"] == "ready"
    assert studio.post(f"{API}/videos/{video.public_id}/restore").status_code == 200
    assert client.get(video.get_absolute_url()).status_code == 200
    assert client.get(poster).status_code == 200
    assert studio.get(f"{API}/deleted").json()["items"] == []


def test_a_channel_that_is_full_restores_nothing(
    studio: Client, with_media: MakeVideo, settings: LazySettings
) -> None:
    settings.UPLOAD_QUOTA_COUNT = 2
    first, second = with_media(title="First"), with_media(title="Second")
    edit = bulk_edit(owner=first.channel.owner, videos=[first, second], action="delete")
    with_media(title="Third")
    # One more fits, and no second.
    refused = studio.post(f"{API}/bulk/{edit.public_id}/undo")
    assert (refused.status_code, refused.json()["code"]) == (403, "quota-count")
    assert set(deleted_titles(studio)) == {"First", "Second"}
    assert studio.post(f"{API}/videos/{first.public_id}/restore").status_code == 200
    refused = studio.post(f"{API}/videos/{second.public_id}/restore")
    assert (refused.status_code, refused.json()["code"]) == (403, "quota-count")
    page = studio.post(f"/studio/deleted/{second.public_id}/restore/", follow=True)
    assert "as many videos as it may have" in page.content.decode()
    assert deleted_titles(studio) == ["Second"]


def deleted_titles(studio: Client) -> list[str]:
    return [each["title"] for each in studio.get(f"{API}/deleted").json()["items"]]


def test_nothing_brings_back_what_is_being_erased(with_media: MakeVideo) -> None:
    video = with_media(title="Precious")
    delete_video(video=video)
    # Its owner had both pages open: one erases it now, the other restores it.
    assert erase_now(video=video)
    assert not restore_video(video=video)
    video.refresh_from_db()
    assert video.state == Video.State.DELETED


def test_its_files_go_when_the_time_is_over_and_not_before(
    with_media: MakeVideo, freezer: Any, settings: LazySettings
) -> None:
    settings.VIDEO_DELETION_GRACE_S = 3600
    video = with_media()
    source = video.sources.get().storage_key
    delete_video(video=video)
    assert delete_video(video=video) is False
    freezer.tick(timedelta(minutes=59))
    sweep_deleted()
    erase_video(video_id=video.pk)
    assert is_stored(source)
    freezer.tick(timedelta(minutes=2))
    sweep_deleted()
    assert not Video.objects.filter(pk=video.pk).exists()
    assert not is_stored(source)
    assert not list(object_store().list_prefix(f"media/{video.public_id}/"))
    erase_video(video_id=video.pk)
    assert restore_video(video=video) is False


def test_whoever_erases_first_cannot_be_overtaken_by_a_restore(
    with_media: MakeVideo, monkeypatch: pytest.MonkeyPatch, studio: Client
) -> None:
    """The files are half gone when somebody presses Undo: what is left must not come back."""
    video = with_media()
    delete_video(video=video)
    Video.objects.filter(pk=video.pk).update(deleted_at=timezone.now() - timedelta(days=30))
    url = f"{API}/videos/{video.public_id}/restore"
    tried: list[int] = []
    store = type(object_store())
    delete_prefix = store.delete_prefix

    def meanwhile(self: Any, prefix: str) -> int:
        tried.append(studio.post(url).status_code)
        return delete_prefix(self, prefix)

    monkeypatch.setattr(store, "delete_prefix", meanwhile)
    erase_video(video_id=video.pk)
    assert set(tried) == {404}
    assert not Video.objects.filter(pk=video.pk).exists()


def test_deleting_for_good_does_not_wait(
    studio: Client, with_media: MakeVideo, django_capture_on_commit_callbacks: Any
) -> None:
    video = with_media()
    assert studio.delete(f"{API}/deleted/{video.public_id}").status_code == 404
    delete_video(video=video)
    with django_capture_on_commit_callbacks(execute=True):
        assert studio.delete(f"{API}/deleted/{video.public_id}").status_code == 204
    assert not Video.objects.filter(pk=video.pk).exists()
    assert not list(object_store().list_prefix(f"media/{video.public_id}/"))


@pytest.mark.parametrize(
    ("before", "run_state", "after"),
    [
        ("ready", "done", "ready"),
        ("playable", "running", "playable"),
        ("processing", "running", "processing"),
        ("processing", "failed", "failed"),
        ("failed", "failed", "failed"),
    ],
)
def test_restoring_catches_up_with_what_the_pipeline_did_meanwhile(
    before: str, run_state: str, after: str, with_media: MakeVideo
) -> None:
    video = with_media(state=before)
    if before not in {"ready", "playable"}:
        Video.objects.filter(pk=video.pk).update(current=None)
    delete_video(video=video)
    Transcode.objects.update(state=run_state, failure="timeout" if run_state == "failed" else "")
    assert restore_video(video=video)
    video.refresh_from_db()
    assert video.state == after
    assert video.deleted_at is None


def test_a_late_worker_does_not_bring_it_back(with_media: MakeVideo) -> None:
    from videos.services.transcoding import start_transcode

    video = with_media(state="draft")
    Video.objects.filter(pk=video.pk).update(current=None)
    delete_video(video=video)
    start_transcode(source=video.sources.get())
    video.refresh_from_db()
    assert video.state == "deleted"


def test_a_draft_whose_upload_was_stopped_is_not_offered_for_restoring(
    studio: Client, channel: Channel, creator: User
) -> None:
    from videos.services.uploading import abort_upload

    opened = studio.post(
        "/api/v1/uploads",
        {"name": "a.mp4", "size": 10, "type": "video/mp4"},
        content_type="application/json",
    )
    assert opened.status_code in {200, 201}, opened.content
    upload = Upload.objects.get()
    abort_upload(upload=upload)
    assert studio.get(f"{API}/deleted").json()["items"] == []
    sweep_deleted()
    assert not Video.objects.exists()


def test_leaving_the_site_has_no_grace(with_media: MakeVideo, creator: User) -> None:
    kept, binned = with_media(), with_media()
    delete_video(video=binned)
    erase_person(creator)
    assert not Video.objects.exists()
    for video in (kept, binned):
        assert not list(object_store().list_prefix(f"media/{video.public_id}/"))


def test_without_scripts_deleting_asks_by_name(studio: Client, channel: Channel) -> None:
    video = VideoFactory(channel=channel, title="Precious")
    url = f"/studio/videos/{video.public_id}/delete/"
    assert "Delete “Precious”?" in studio.get(url).content.decode()
    video.refresh_from_db()
    assert video.state == "ready"
    assert studio.post(url)["Location"].startswith("/studio/?undo=")
    restored = studio.post(f"/studio/deleted/{video.public_id}/restore/", follow=True)
    assert "“Precious” is back." in restored.content.decode()
    assert studio.post(f"/studio/deleted/{video.public_id}/erase/").status_code == 404
    delete_video(video=video)
    erased = studio.post(f"/studio/deleted/{video.public_id}/erase/", follow=True)
    assert "gone for good" in erased.content.decode()


@pytest.mark.parametrize(
    ("meanwhile", "said"), [(erase_now, "gone for good"), (restore_video, "back")]
)
def test_who_restores_hears_what_another_tab_did_in_that_moment(
    meanwhile: Any, said: str, studio: Client, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = VideoFactory(channel=channel, title="Precious")
    delete_video(video=video)

    def second(*, video: Video) -> bool:
        meanwhile(video=video)
        return restore_video(video=video)

    monkeypatch.setattr("videos.views.studio.bulk.restore_video", second)
    page = studio.post(f"/studio/deleted/{video.public_id}/restore/", follow=True)
    assert f"“Precious” is {said}." in page.content.decode()
