"""What everybody watches together is not exchanged meanwhile, however early the other file was on its way."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.videos.premieres.conftest import MakePremiere
from tests.videos.premieres.test_planning import patch
from tests.videos.uploading.conftest import DATA, PART, Uploader
from videos.models import Source, Transcode, Upload, Video
from videos.services.transcoding import retry_transcode, start_transcode
from videos.services.uploading import sweep_uploads

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender(
    settings: LazySettings, sign_in: Callable[[User], Client], creator: User
) -> Callable[[], Uploader]:
    """The creator, signed in by the clock of then."""
    settings.UPLOAD_PART_BYTES = PART
    return lambda: Uploader(sign_in(creator))


@pytest.mark.parametrize("joined", [False, True], ids=["open", "being joined"])
def test_an_upload_from_before_waits_until_it_is_over(
    make_premiere: MakePremiere,
    sender: Callable[[], Uploader],
    freezer: Any,
    joined: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    video = make_premiere(is_premiere=False)
    upload = sender().sent(video=video.public_id)
    Video.objects.filter(pk=video.pk).update(is_premiere=True)
    if joined:
        long_ago = timezone.now() - timedelta(hours=1)
        Upload.objects.update(state=Upload.State.COMPLETING, touched_at=long_ago)
    for moment in ("08:30:00", "09:00:05"):
        freezer.move_to(f"2026-11-26 {moment}+00:00")
        refused = sender().complete(upload)
        assert (refused.status_code, refused.json()["code"]) == (409, "premiere")
        assert Source.objects.count() == 1
        # Whoever looks after uploads has nothing to do and nothing to say.
        caplog.clear()
        sweep_uploads()
        assert not caplog.records
    freezer.move_to("2026-11-26 09:00:20+00:00")
    if joined:
        sweep_uploads()
        assert Upload.objects.get().state == Upload.State.COMPLETED
    assert sender().complete(upload).json()["video"] == video.public_id
    assert Source.objects.get(filename="My film.mp4").size_bytes == len(DATA)
    # Again is fine, also for what has become the file of a premiere.
    assert sender().complete(upload).status_code == 200


def test_the_first_file_of_a_premiere_is_no_other_one(
    sender: Callable[[], Uploader], freezer: Any
) -> None:
    freezer.move_to("2026-11-26 08:00:00+00:00")
    upload = sender().sent()
    video = Upload.objects.get().video
    later = (timezone.now() + timedelta(hours=1)).isoformat()
    answer = patch(sender().client, video, publish_at=later, privacy="public", premiere=True)
    assert answer.json()["premiere"] is True
    for _again in range(2):
        assert sender().complete(upload).json()["state"] == "processing"


def test_what_has_a_new_file_on_its_way_becomes_no_premiere_before(
    make_premiere: MakePremiere, actors: dict[str, Client]
) -> None:
    video = make_premiere(is_premiere=False)
    source = Source.objects.create(video=video, storage_key="b", filename="b.mp4", size_bytes=1)
    run = start_transcode(source=source)
    refused = patch(actors["owner"], video, premiere=True)
    assert refused.json()["errors"][0]["field"] == "premiere"
    assert "new file" in refused.json()["errors"][0]["message"]
    # One that has failed is left alone until it is over.
    Transcode.objects.filter(pk=run.pk).update(state="failed")
    assert patch(actors["owner"], video, premiere=True).json()["premiere"] is True
    run.refresh_from_db()
    assert not retry_transcode(transcode=run)
    Video.objects.filter(pk=video.pk).update(is_premiere=False)
    assert retry_transcode(transcode=run)
