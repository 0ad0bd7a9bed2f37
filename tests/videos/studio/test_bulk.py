"""One action on several videos: all or none, and taken back for real."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from tests.factories import VideoFactory
from tests.live.process import wait_until
from tests.videos.studio.conftest import API, JSON
from videos.models import BulkEdit, Video
from videos.services.bulk_editing import bulk_edit, undo_bulk_edit
from videos.services.deletion import sweep_deleted

pytestmark = pytest.mark.django_db


def bulk(client: Client, videos: list[Video], action: str, **more: Any) -> Any:
    body = {"ids": [video.public_id for video in videos], "action": action} | more
    return client.post(f"{API}/bulk", body, content_type=JSON)


def facts(videos: list[Video]) -> list[tuple[Any, ...]]:
    names = ("pk", "privacy", "category", "published_at", "publish_when_ready", "state", "password")
    return sorted(Video.objects.filter(pk__in=[v.pk for v in videos]).values_list(*names))


@pytest.fixture
def mixed(channel: Channel) -> list[Video]:
    """Public, unlisted, behind a password, scheduled, a draft."""
    locked = VideoFactory(channel=channel, privacy="password")
    locked.set_password("sesame")
    locked.save()
    return [
        VideoFactory(channel=channel, category="music"),
        VideoFactory(channel=channel, privacy="unlisted"),
        locked,
        VideoFactory(channel=channel, published_at=timezone.now() + timedelta(days=2)),
        VideoFactory(
            channel=channel, privacy="private", published_at=None, publish_when_ready=False
        ),
    ]


@pytest.mark.parametrize(
    ("action", "more"),
    [
        ("public", {}),
        ("unlisted", {}),
        ("private", {}),
        ("delete", {}),
        ("category", {"category": "travel"}),
        ("schedule", {"publish_at": (timezone.now() + timedelta(days=9)).isoformat()}),
    ],
)
def test_every_action_can_be_taken_back(
    action: str, more: dict[str, Any], studio: Client, mixed: list[Video]
) -> None:
    before = facts(mixed)
    answer = bulk(studio, mixed, action, **more)
    assert answer.status_code == 200, answer.content
    changed = answer.json()["changed"]
    assert changed > 0
    assert facts(mixed) != before
    undo = f"{API}/bulk/{answer.json()['id']}/undo"
    assert studio.post(undo).json() == {"restored": changed}
    assert facts(mixed) == before
    assert studio.post(undo).json() == {"restored": 0}
    assert facts(mixed) == before


def test_public_means_that_people_can_watch(
    studio: Client, client: Client, mixed: list[Video]
) -> None:
    bulk(studio, mixed, "public")
    for video in mixed:
        assert client.get(video.get_absolute_url()).status_code == 200
    assert Video.objects.listed().count() == len(mixed)


def test_twice_is_once(studio: Client, mixed: list[Video]) -> None:
    assert bulk(studio, mixed, "private").json()["changed"] == 4
    assert bulk(studio, mixed, "private").json()["changed"] == 0
    assert bulk(studio, [mixed[0], mixed[0]], "public").json()["changed"] == 1


def test_one_that_is_not_the_callers_stops_all(
    studio: Client, mixed: list[Video], stranger: User
) -> None:
    before = facts(mixed)
    others = VideoFactory()
    assert bulk(studio, [*mixed, others], "delete").status_code == 404
    assert facts(mixed) == before
    others.refresh_from_db()
    assert others.state == "ready"


def test_one_that_cannot_be_changed_stops_all(studio: Client, mixed: list[Video]) -> None:
    before = facts(mixed)
    assert bulk(studio, mixed, "schedule", publish_at="2001-01-01T00:00Z").status_code == 422
    assert bulk(studio, mixed, "schedule").status_code == 422
    assert bulk(studio, mixed, "category", category="weather").status_code == 422
    assert bulk(studio, mixed, "explode").status_code == 422
    assert bulk(studio, [], "public").status_code == 422
    assert bulk(studio, mixed * 21, "public").status_code == 422
    assert facts(mixed) == before
    assert not BulkEdit.objects.exists()


def test_undo_leaves_alone_what_was_changed_once_more(studio: Client, mixed: list[Video]) -> None:
    edit = bulk(studio, mixed[:2], "private").json()
    studio.patch(f"{API}/videos/{mixed[0].public_id}", {"privacy": "unlisted"}, content_type=JSON)
    assert studio.post(f"{API}/bulk/{edit['id']}/undo").json() == {"restored": 1}
    assert [row[1] for row in facts(mixed[:2])] == ["unlisted", "unlisted"]


def test_nobody_takes_back_what_another_did(
    studio: Client, mixed: list[Video], sign_in: Any, stranger: User
) -> None:
    edit = bulk(studio, mixed, "delete").json()
    assert sign_in(stranger).post(f"{API}/bulk/{edit['id']}/undo").status_code == 404
    assert studio.post(f"{API}/bulk/{uuid4()}/undo").status_code == 404


def test_old_edits_are_forgotten(studio: Client, mixed: list[Video], freezer: Any) -> None:
    bulk(studio, mixed, "private")
    freezer.tick(timedelta(days=8))
    sweep_deleted()
    assert not BulkEdit.objects.exists()


def test_without_scripts_the_form_acts_and_offers_to_take_it_back(
    studio: Client, mixed: list[Video]
) -> None:
    before = facts(mixed)
    answer = studio.post(
        "/studio/bulk/",
        {
            "ids": [video.public_id for video in mixed],
            "action": "delete",
            "back": "q=video&sort=title&evil=//example.com",
        },
    )
    assert answer["Location"].startswith("/studio/?q=video&sort=title&undo=")
    page = studio.get(answer["Location"]).content.decode()
    assert "5 videos deleted." in page
    edit = BulkEdit.objects.get()
    assert f"/studio/bulk/{edit.public_id}/undo/" in page
    studio.post(f"/studio/bulk/{edit.public_id}/undo/", {"back": "q=video"})
    assert facts(mixed) == before
    assert "deleted." not in studio.get(answer["Location"]).content.decode()
    for fields in ({}, {"ids": [mixed[0].public_id], "action": "schedule", "publish_at": "soon"}):
        sorry = studio.post("/studio/bulk/", fields, follow=True)
        assert "toast--error" in sorry.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_windows_do_not_wait_for_each_other(creator: User, channel: Channel) -> None:
    """One changes what the other takes back: the record it writes at its end needs the owner, whom the other holds."""
    video = VideoFactory(channel=channel, category="music")
    first = bulk_edit(owner=creator, videos=[video], action="category", category="travel")

    def take_back() -> int:
        try:
            return undo_bulk_edit(edit=first)
        finally:
            connection.close()

    def somebody_waits() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_locks WHERE NOT granted")
            return bool(cursor.rowcount)

    with ThreadPoolExecutor(1) as other_window:
        with transaction.atomic():
            second = bulk_edit(owner=creator, videos=[video], action="category", category="sports")
            undone = other_window.submit(take_back)
            wait_until(somebody_waits, "the other window waits for this one's video")
        assert undone.result() == 0
    assert Video.objects.get().category == "sports"
    assert undo_bulk_edit(edit=second) == 1
