"""Changing a video: what is taken, what is refused with a sentence, and two windows at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Channel
from core import plain_text
from tests.factories import VideoFactory
from tests.videos.studio.conftest import API, JSON
from videos.models import Video
from videos.services import editing
from videos.services.viewing import flush, keys

pytestmark = pytest.mark.django_db


def patch(client: Client, video: Video, **changes: Any) -> Any:
    return client.patch(f"{API}/videos/{video.public_id}", changes, content_type=JSON)


def faults(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return {each["field"]: each["message"] for each in answer.json()["errors"]}


def test_everything_can_be_changed_and_what_is_left_out_stays(studio: Client, video: Video) -> None:
    answer = patch(
        studio,
        video,
        title="  밤\u1102\u1161\u11b7바다  ",
        description="One\r\nTwo\n\n",
        tags=["#Sea", "sea, ,#waves", " night  sky ", ""],
        category="music",
        language="ko",
        licence="cc-by",
        privacy="unlisted",
    )
    assert answer.status_code == 200
    changed = answer.json()
    assert changed["title"] == "밤남바다"  # composed, trimmed
    assert changed["description"] == "One\nTwo"
    assert changed["tags"] == ["Sea", "waves", "night sky"]
    assert changed["version"] != patch(studio, video, title="Other").json()["version"]
    video.refresh_from_db()
    assert (video.category, video.language, video.licence) == ("music", "ko", "cc-by")
    assert patch(studio, video, title=None).json()["title"] == "Other"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": "  "}, "title", "Give the video a title"),
        ({"title": "\u0000\u200b\u0007"}, "title", "Give the video a title"),
        ({"title": "x" * 121}, "title", "120"),
        ({"description": "x" * 10_001}, "description", "10,000"),
        ({"tags": ["x"] * 5 + [f"t{n}" for n in range(20)]}, "tags", "20 tags"),
        ({"tags": ["x" * 41]}, "tags", "40 characters"),
        ({"category": "weather"}, "category", "not a valid choice"),
        ({"language": "xx"}, "language", "not a valid choice"),
        ({"licence": "mine"}, "licence", "not a valid choice"),
        ({"privacy": "friends"}, "privacy", "not a valid choice"),
        ({"privacy": "password"}, "password", "Give the password"),
        ({"privacy": "password", "password": "x" * 101}, "password", "100 characters"),
        ({"publish_at": "2001-01-01T00:00:00Z"}, "publish_at", "passed"),
        ({"publish_at": "2999-01-01T00:00:00Z"}, "publish_at", "two years"),
    ],
)
def test_a_refusal_is_a_sentence_at_its_field_and_changes_nothing(
    changes: dict[str, Any], field: str, words: str, studio: Client, video: Video
) -> None:
    answer = (
        patch(studio, video, description="new", **changes)
        if field != "description"
        else patch(studio, video, **changes)
    )
    assert words in faults(answer)[field]
    video.refresh_from_db()
    assert (video.title, video.description, video.privacy) == ("Night sea", "", "public")


def test_hostile_text_is_kept_as_text(studio: Client, video: Video) -> None:
    evil = "<script>alert(1)</script>"
    assert (
        patch(studio, video, title=evil, description="a\x00b\ud800c", tags=[evil]).json()[
            "description"
        ]
        == "abc"
    )
    for page in (
        f"/studio/videos/{video.public_id}/",
        "/studio/",
        f"/studio/videos/{video.public_id}/analytics/",
    ):
        html = studio.get(page).content.decode()
        assert evil not in html
        assert "&lt;script&gt;" in html
    assert (
        studio.patch(f"{API}/videos/{video.public_id}", "[1", content_type=JSON).status_code == 400
    )


def test_a_password_is_set_kept_changed_and_taken_away(studio: Client, video: Video) -> None:
    assert patch(studio, video, privacy="password", password="sesame").json()["has_password"]
    video.refresh_from_db()
    assert video.check_password("sesame")
    assert "sesame" not in video.password
    patch(studio, video, title="Renamed")
    video.refresh_from_db()
    assert video.check_password("sesame")
    assert "Give the password" in faults(patch(studio, video, password=""))["password"]
    assert patch(studio, video, privacy="private", password="").json()["has_password"] is False


def test_two_windows_the_second_is_told_and_loses_nothing(studio: Client, video: Video) -> None:
    version = studio.get(f"{API}/videos/{video.public_id}").json()["version"]
    assert patch(studio, video, title="From the first", version=version).status_code == 200
    answer = patch(studio, video, title="From the second", version=version)
    assert answer.status_code == 409
    assert answer.json()["code"] == "changed-meanwhile"
    assert answer.json()["current"]["title"] == "From the first"
    newer = answer.json()["current"]["version"]
    assert patch(studio, video, title="From the second", version=newer).status_code == 200


def test_publishing_now_later_and_not_at_all(studio: Client, channel: Channel) -> None:
    draft = VideoFactory(channel=channel, published_at=None, publish_when_ready=False)
    out = patch(studio, draft, publish_when_ready=True, publish_at=None).json()
    assert out["published_at"] is not None
    assert out["scheduled"] is False
    # Saying so again does not move it to the top of every list.
    again = patch(studio, draft, publish_when_ready=True, publish_at=None).json()
    assert again["published_at"] == out["published_at"]
    assert patch(studio, draft, publish_at=out["published_at"]).status_code == 200
    later = (timezone.now() + timedelta(days=3)).isoformat()
    assert patch(studio, draft, publish_at=later).json()["scheduled"] is True
    assert (
        patch(studio, draft, publish_when_ready=False, publish_at=None).json()["published_at"]
        is None
    )

    cooking = VideoFactory(channel=channel, published_at=None, state="processing")
    assert (
        patch(studio, cooking, publish_when_ready=True, publish_at=None).json()["published_at"]
        is None
    )


def test_saving_does_not_undo_what_was_counted_meanwhile(
    studio: Client, video: Video, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = plain_text.clean_text

    def while_somebody_watches(text: str, **options: Any) -> str:
        Video.objects.filter(pk=video.pk).update(duration_ms=99_000)
        return clean(text, **options)

    monkeypatch.setattr(editing, "clean_text", while_somebody_watches)
    keys.redis().hset(keys.VIEWS, str(video.pk), 5)
    flush()
    patch(studio, video, title="Edited")
    video.refresh_from_db()
    assert (video.title, video.view_count, video.duration_ms) == ("Edited", 5, 99_000)


def test_the_search_finds_the_new_title_at_once(
    studio: Client, client: Client, video: Video, django_capture_on_commit_callbacks: Any
) -> None:
    assert client.get("/api/v1/search?q=lighthouse").json()["items"] == []
    with django_capture_on_commit_callbacks(execute=True):
        patch(studio, video, title="The lighthouse")
    assert [each["id"] for each in client.get("/api/v1/search?q=lighthouse").json()["items"]] == [
        video.public_id
    ]


def test_a_failed_transcode_is_tried_again_once(studio: Client, with_media: Any) -> None:
    video = with_media(state="failed", failure="timeout")
    run = video.current
    type(run).objects.filter(pk=run.pk).update(state="failed", failure="timeout", plan=None)
    type(video).objects.filter(pk=video.pk).update(current=None)
    shown = studio.get(f"{API}/videos/{video.public_id}").json()
    assert "took too long" in shown["failure"]
    assert shown["can_retry"]
    assert "Process again" in studio.get(f"/studio/videos/{video.public_id}/").content.decode()
    url = f"{API}/videos/{video.public_id}/retry"
    assert studio.post(url).status_code == 200
    run.refresh_from_db()
    assert (run.state, run.failure) == ("queued", "")
    # Where the file would fail again, another try is neither offered nor made.
    for code in ("playlist", "encrypted", "no-streams", "too-long", "source-missing"):
        type(run).objects.filter(pk=run.pk).update(state="failed", failure=code)
        assert not studio.get(f"{API}/videos/{video.public_id}").json()["can_retry"]
        page = studio.get(f"/studio/videos/{video.public_id}/").content.decode()
        assert "Process again" not in page
        assert page.count(f"/studio/videos/{video.public_id}/replace/") == 2
        refused = studio.post(url)
        assert (refused.status_code, refused.json()["code"]) == (409, "file-at-fault")
    # What another server refused may be mended there: that file was laid out.
    type(run).objects.filter(pk=run.pk).update(failure="unreadable", plan={})
    run.refresh_from_db()
    assert run.can_be_tried_again
    VideoFactory(channel=video.channel)
    assert (
        studio.post(
            f"{API}/videos/{VideoFactory(channel=video.channel).public_id}/retry"
        ).status_code
        == 409
    )
