"""The creator's own file back: for the owner alone, under its own name, and only while there is one."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import User
from core.adapters.object_store import object_store
from tests.object_stores.fixtures import S3Server, s3, s3_server
from tests.videos.studio.conftest import API, MakeVideo
from videos.models import Source, Transcode, Video
from videos.services.deletion import delete_video

__all__ = ["s3", "s3_server"]
pytestmark = pytest.mark.django_db
NAME = '밤 바다 "1".mp4'
LABEL = "Download the original"
GONE = "The original file is not kept any more. The video itself plays as before."


@pytest.fixture
def video(with_media: MakeVideo) -> Video:
    """A video with a stored source of four bytes."""
    made = with_media(title="Night sea")
    made.sources.update(filename=NAME)
    return made


def page(video: Video) -> str:
    return f"/studio/videos/{video.public_id}/"


def test_the_owner_gets_the_file_under_its_own_name(studio: Client, video: Video) -> None:
    for address in (f"{page(video)}original/", f"{API}/videos/{video.public_id}/original"):
        answer: Any = studio.get(address)
        assert (answer.status_code, answer.getvalue()) == (200, b"film")
        assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(NAME)}"
        # Whatever was uploaded, it is never a page of this site.
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        rest: Any = studio.get(address, headers={"Range": "bytes=2-"})
        assert (rest.status_code, rest.getvalue()) == (206, b"lm")
    assert LABEL in studio.get(page(video)).text


def test_nginx_sends_it_when_it_stands_before_us(
    studio: Client, video: Video, settings: LazySettings
) -> None:
    settings.MEDIA_ACCEL_PREFIX = "/_stored/"
    answer = studio.get(f"{page(video)}original/")
    assert answer["X-Accel-Redirect"] == f"/_stored/{video.sources.get().storage_key}"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content == b""


def test_nobody_else_gets_it(
    video: Video, client: Client, sign_in: Any, stranger: User, moderator: User
) -> None:
    address = f"{page(video)}original/"
    assert client.get(address)["Location"].startswith("/accounts/login/")
    for person in (stranger, moderator):
        assert sign_in(person).get(address).status_code == 404
    delete_video(video=video)
    assert sign_in(video.channel.owner).get(address).status_code == 404


def test_what_is_watched_is_what_one_gets(studio: Client, video: Video) -> None:
    newer = Source.objects.create(video=video, storage_key="b", filename="b.mp4", size_bytes=5)
    object_store().put_bytes("b", b"newer", content_type="video/mp4")
    run = Transcode.objects.create(source=newer, engine="fake", prefix="media/b/")
    answer: Any = studio.get(f"{page(video)}original/")
    assert answer.getvalue() == b"film"
    Video.objects.filter(pk=video.pk).update(current=run)
    answer = studio.get(f"{page(video)}original/")
    assert answer.getvalue() == b"newer"


def test_a_broadcast_has_no_button(studio: Client, video: Video) -> None:
    video.sources.get().transcodes.update(engine="live")
    shown = studio.get(page(video))
    assert shown.status_code == 200
    assert LABEL not in shown.text
    assert GONE not in shown.text
    assert studio.get(f"{page(video)}original/").status_code == 404
    assert studio.get(f"{API}/videos/{video.public_id}/original").status_code == 404


def test_a_file_that_is_gone_is_said_to_be_gone(studio: Client, video: Video) -> None:
    object_store().delete(video.sources.get().storage_key)
    shown = studio.get(page(video))
    assert LABEL not in shown.text
    assert GONE in shown.text
    # It went between the page and the click.
    refused(studio, video)


def test_a_bucket_is_asked_beside_the_page(s3: S3Server, studio: Client, video: Video) -> None:
    address = f"{page(video)}original/"
    s3.app.asked.clear()
    shown = studio.get(page(video))
    assert s3.app.asked == []  # the page does not wait for it
    assert "data-original>" in shown.text
    there = studio.head(address)
    assert there.status_code == 302
    assert there["Location"].startswith(s3.url)
    object_store().delete(video.sources.get().storage_key)
    asked = studio.head(address)
    assert (asked.status_code, asked["Cache-Control"]) == (404, "no-store")
    refused(studio, video)


def test_a_bucket_that_is_away_is_said_to_be_away(
    s3: S3Server, studio: Client, video: Video, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _s: None))
    s3.app.down = True
    try:
        shown = studio.get(f"{page(video)}original/", follow=True)
        asked = studio.get(f"{API}/videos/{video.public_id}/original")
    finally:
        s3.app.down = False
    assert "cannot reach its files right now" in shown.text
    assert LABEL in shown.text
    assert (asked.status_code, asked.json()["code"]) == (503, "store-down")


def refused(studio: Client, video: Video) -> None:
    """Page and API answer with the sentence, and never with the store's own words."""
    studio.cookies.pop("messages", None)
    back = studio.get(f"{page(video)}original/")
    assert back["Location"] == f"{page(video)}#file"
    assert GONE in studio.get(back["Location"]).text
    asked = studio.get(f"{API}/videos/{video.public_id}/original")
    assert (asked.status_code, asked.json()["code"]) == (404, "original-gone")
    assert asked.json()["detail"] == GONE
