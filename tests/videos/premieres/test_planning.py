"""Making a video a premiere, taking that back, and when it really begins."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.videos.premieres.conftest import MakePremiere
from videos.models import PremiereReminder, Video
from videos.services.announcing import announce_published
from videos.services.bulk_editing import bulk_edit, undo_bulk_edit
from videos.services.editing import update_video
from videos.services.premieres.beginning import begin_when_playable
from videos.services.premieres.reminding import remind, set_reminder, tell_of_moves
from videos.services.search_index import index_videos

pytestmark = pytest.mark.django_db
JSON = "application/json"


def patch(client: Client, video: Video, **changes: Any) -> Any:
    return client.patch(f"/api/v1/studio/videos/{video.public_id}", changes, content_type=JSON)


def test_it_is_made_and_unmade_while_it_lies_ahead(
    make_premiere: MakePremiere, actors: dict[str, Client]
) -> None:
    video = make_premiere(is_premiere=False)
    studio = actors["owner"]
    assert Client().get(video.get_absolute_url()).status_code == 404
    assert patch(studio, video, premiere=True).json()["premiere"] is True
    assert Client().get(video.get_absolute_url()).status_code == 200
    later = timezone.now() + timedelta(hours=3)
    assert patch(studio, video, publish_at=later.isoformat()).json()["premiere"] is True
    told = Client().get(f"/api/v1/videos/{video.public_id}/premiere").json()
    assert told["state"] == "announced"
    assert told["starts_at"].startswith("2026-11-26T11:00")
    assert told["ends_at"].startswith("2026-11-26T11:00:20")
    # Cancelled, it is a scheduled video that nobody knows of.
    assert patch(studio, video, premiere=False).json()["scheduled"] is True
    assert Client().get(video.get_absolute_url()).status_code == 404
    # What cannot premiere any more is none: a draft, and what is private.
    for change in ({"publish_at": None, "publish_when_ready": False}, {"privacy": "private"}):
        again = {"premiere": True, "publish_at": later.isoformat(), "privacy": "public"}
        assert patch(studio, video, **again).json()["premiere"] is True
        assert patch(studio, video, **change).json()["premiere"] is False


@pytest.mark.parametrize(
    ("facts", "changes", "word"),
    [
        ({"published_at": None}, {"publish_when_ready": False}, "Choose the time"),
        ({"privacy": "private"}, {}, "private video cannot premiere"),
        ({}, {"privacy": "private"}, "private video cannot premiere"),
        ({"published_at": timezone.now() - timedelta(days=900)}, {}, "out already"),
    ],
)
def test_what_cannot_premiere_is_refused_with_a_sentence(
    make_premiere: MakePremiere,
    actors: dict[str, Client],
    facts: dict[str, Any],
    changes: dict[str, Any],
    word: str,
) -> None:
    video = make_premiere(is_premiere=False, **facts)
    answer = patch(actors["owner"], video, premiere=True, **changes)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["premiere"]
    assert word in answer.json()["errors"][0]["message"]
    video.refresh_from_db()
    assert not video.is_premiere


def test_once_it_has_begun_it_stays_what_it_is(
    make_premiere: MakePremiere, actors: dict[str, Client], freezer: Any
) -> None:
    video = make_premiere()
    freezer.move_to("2026-11-26 09:00:05+00:00")
    studio = actors["owner"]
    assert "has begun" in patch(studio, video, premiere=False).json()["errors"][0]["message"]
    later = (timezone.now() + timedelta(hours=3)).isoformat()
    assert "no longer" in patch(studio, video, publish_at=later).json()["errors"][0]["message"]
    # A form that was opened before it began sends back what it was told.
    same = {"publish_at": "2026-11-26T09:00:00Z", "premiere": True}
    assert patch(studio, video, title="The same time", **same).json()["title"] == "The same time"
    upload = {"name": "b.mp4", "size": 9, "video": video.public_id}
    refused = studio.post("/api/v1/uploads", upload, content_type=JSON)
    assert refused.json()["code"] == "premiere"
    assert patch(studio, video, title="Renamed meanwhile").json()["title"] == "Renamed meanwhile"
    assert patch(studio, video, privacy="private").status_code == 200
    assert Client().get(f"/media/w/{video.public_id}/v1/144p/seg_00000.m4s").status_code == 403
    assert Client().get(video.get_absolute_url()).status_code == 404


def test_undoing_an_old_choice_does_not_move_what_is_on(
    make_premiere: MakePremiere, creator: User, freezer: Any
) -> None:
    video = make_premiere(published_at=None, publish_when_ready=False, is_premiere=False)
    nine = timezone.now() + timedelta(hours=1)
    edits = [
        bulk_edit(owner=creator, videos=[video], action="schedule", publish_at=time)
        for time in (nine + timedelta(days=1), nine)
    ]
    update_video(video=video, changes={"premiere": True})
    freezer.move_to("2026-11-26 09:00:05+00:00")
    assert undo_bulk_edit(edit=edits[1]) == 0
    video.refresh_from_db()
    assert (video.published_at, video.is_premiering) == (nine, True)


def test_what_is_not_ready_in_time_begins_when_it_is(
    make_premiere: MakePremiere, freezer: Any, actors: dict[str, Client]
) -> None:
    video = make_premiere(state="processing")
    freezer.move_to("2026-11-26 09:03:00+00:00")
    told = actors["anonymous"].get(f"/api/v1/videos/{video.public_id}/premiere").json()
    assert (told["state"], told["ends_at"]) == ("late", None)
    assert "begins as soon as it is ready" in Client().get(video.get_absolute_url()).content.decode()  # fmt: skip
    # Saving the form again does not cancel it.
    assert patch(actors["owner"], video, title="The lighthouse!").json()["premiere"] is True
    freezer.move_to("2026-11-26 09:05:00+00:00")
    begin_when_playable(video=Video.objects.get(pk=video.pk), now=timezone.now())
    Video.objects.filter(pk=video.pk).update(state="playable")
    freezer.move_to("2026-11-26 09:05:07+00:00")
    begin_when_playable(video=Video.objects.get(pk=video.pk), now=timezone.now())
    told = actors["anonymous"].get(f"/api/v1/videos/{video.public_id}/premiere").json()
    assert told["state"] == "on"
    assert told["starts_at"].startswith("2026-11-26T09:05:00")


def test_those_who_asked_are_told_once(
    make_premiere: MakePremiere,
    actors: dict[str, Client],
    stranger: User,
    freezer: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    video = make_premiere()
    address = f"/api/v1/videos/{video.public_id}/reminder"
    assert Client().put(address).status_code == 401
    for _again in range(2):
        assert actors["stranger"].put(address).status_code == 204
    assert b"data-following" in actors["stranger"].get(video.get_absolute_url()).content
    actors["owner"].post(f"{video.get_absolute_url()}/reminder", {"remind": "1"})
    assert PremiereReminder.objects.count() == 2
    actors["owner"].post(f"{video.get_absolute_url()}/reminder", {"remind": "0"})
    freezer.move_to("2026-11-26 09:00:01+00:00")
    with django_capture_on_commit_callbacks(execute=True):
        announce_published()
        announce_published()
    video.refresh_from_db()
    assert video.premiered_at == video.published_at
    remind(video_id=video.pk)
    found = [(each.to, each.subject) for each in mail.outbox]
    assert found == [([stranger.email], "Premiere now: The lighthouse")]
    assert actors["stranger"].put(address).status_code == 409


def test_those_who_wait_are_told_when_it_is_moved(
    make_premiere: MakePremiere,
    actors: dict[str, Client],
    creator: User,
    stranger: User,
    freezer: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    video = make_premiere()
    studio, nine = actors["owner"], timezone.now() + timedelta(hours=1)
    set_reminder(video=video, user=stranger)

    def told(minutes: int) -> list[str]:
        freezer.tick(timedelta(minutes=minutes))
        with django_capture_on_commit_callbacks(execute=True):
            tell_of_moves()
        return [str(message.subject) for message in mail.outbox]

    for hours in (1, 2):
        later = (nine + timedelta(hours=hours)).isoformat()
        assert patch(studio, video, publish_at=later).status_code == 200
    assert told(4) == []
    assert told(2) == ["New time: The lighthouse"]
    assert (
        "- Begins: Nov. 26, 2026, 8 p.m. (KST)\n- Announced before: Nov. 26, 2026, 6 p.m. (KST)"
        in mail.outbox[0].body
    )
    # Moved with others at once, and back when they know it already.
    noon = nine + timedelta(hours=3)
    edit = bulk_edit(owner=creator, videos=[video], action="schedule", publish_at=noon)
    assert len(told(90)) == 2
    assert undo_bulk_edit(edit=edit) == 1
    assert len(told(61)) == 3
    # What is called off is a scheduled video that nobody knows of.
    video.refresh_from_db()
    assert (
        patch(studio, video, publish_at=(nine + timedelta(hours=5)).isoformat()).status_code == 200
    )
    assert patch(studio, video, premiere=False).json()["premiere"] is False
    assert len(told(90)) == 3


def test_it_is_announced_where_one_looks_for_what_is_coming(
    make_premiere: MakePremiere, actors: dict[str, Client], freezer: Any
) -> None:
    video = make_premiere()
    make_premiere(privacy="unlisted", title="Hidden away")

    def listed() -> list[str]:
        answer = Client().get("/api/v1/premieres?channel=creator").json()
        return [item["id"] for item in answer["items"]]

    assert listed() == [video.public_id]
    for page in ("/live", f"/@{video.channel.handle}", f"/@{video.channel.handle}/live"):
        text = Client().get(page).content.decode()
        assert "The lighthouse" in text, page
        assert "Hidden away" not in text
    for page in ("/", "/trending", "/api/v1/videos", f"/@{video.channel.handle}/feed.xml"):
        assert "The lighthouse" not in Client().get(page).content.decode(), page
    index_videos(Video.objects.select_related("channel"))
    found = Client().get("/search?q=lighthouse").content.decode()
    assert "Coming up" in found
    assert f'href="{video.get_absolute_url()}"' in found
    assert "No videos found" not in found
    for query in ("q=hidden", "q=lighthouse&category=music", "q=lighthouse&uploaded=week"):
        found = Client().get(f"/search?{query}").content.decode()
        assert "Coming up" not in found, query
        assert f'href="{video.get_absolute_url()}"' not in found, query
    one, other = actors["stranger"], actors["anonymous"]
    assert one.post(f"/api/v1/videos/{video.public_id}/premiere").json()["viewers"] == 1
    assert one.post(f"/api/v1/videos/{video.public_id}/premiere").json()["viewers"] == 1
    assert other.post(f"/api/v1/videos/{video.public_id}/premiere").json()["viewers"] == 2
    freezer.move_to("2026-11-26 09:00:01+00:00")
    assert listed() == []
