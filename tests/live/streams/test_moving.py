"""Who waits for an announced stream is told when its time is moved: once, when it has come to rest."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from accounts.models import User
from live.models import Reminder, Stream
from live.services.reminding import set_reminder, tell_of_moves
from tests.live.broadcasts import go_live

pytestmark = pytest.mark.django_db
NINE = datetime.fromisoformat("2026-11-26T09:00:00+09:00")


@pytest.fixture
def waiting(stream: Stream, viewer: User, freezer: Any) -> Stream:
    """Announced for nine; the clock stands at eight."""
    freezer.move_to(NINE - timedelta(hours=1))
    Stream.objects.update(starts_at=NINE)
    set_reminder(stream=stream, user=viewer)
    stream.refresh_from_db()
    return stream


@pytest.fixture
def studio(waiting: Stream, creator: User, sign_in: Any) -> Client:
    client: Client = sign_in(creator)
    return client


@pytest.fixture
def told(freezer: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """The subjects of all mails, so many minutes later."""

    def after(minutes: float = 0) -> list[str]:
        freezer.tick(timedelta(minutes=minutes))
        with django_capture_on_commit_callbacks(execute=True):
            tell_of_moves()
        return [str(message.subject) for message in mail.outbox]

    return after


def move(studio: Client, stream: Stream, starts_at: datetime | None) -> None:
    answer = studio.patch(
        f"/api/v1/studio/live/{stream.public_id}",
        {"starts_at": starts_at.isoformat() if starts_at else None},
        content_type="application/json",
    )
    assert answer.status_code == 200, answer.content


def test_moved_twice_is_one_mail_with_the_last_time(
    waiting: Stream, viewer: User, studio: Client, told: Any
) -> None:
    User.objects.filter(pk=viewer.pk).update(locale="ko")
    move(studio, waiting, NINE + timedelta(hours=2))
    assert told(4) == []
    move(studio, waiting, NINE + timedelta(hours=3))
    assert told(4) == []
    assert told(2) == ["새 시작 시간: Baking bread"]
    assert told(120) == told() == ["새 시작 시간: Baking bread"]
    [message] = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    assert message.to == ["viewer@example.com"]
    text, html = str(message.body), str(message.alternatives[0][0])
    assert (
        "- 시작: 2026년 11월 26일 오후 12:00 (KST)\n- 이전 안내: 2026년 11월 26일 오전 9:00 (KST)"
        in text
    )
    assert f"http://testserver{waiting.get_absolute_url()}" in text
    assert "2026년 11월 26일 오후 12:00 (KST)</td>" in html
    # And the reminder goes by the new time.
    assert Reminder.objects.get().sent_at is None


def test_a_time_that_is_called_off_is_told_and_one_that_is_as_it_was_is_not(
    waiting: Stream, studio: Client, told: Any
) -> None:
    move(studio, waiting, NINE + timedelta(hours=2))
    move(studio, waiting, NINE)
    assert told(6) == []
    move(studio, waiting, None)
    assert told(6) == ["Start time called off: Baking bread"]
    assert "Begins" not in mail.outbox[0].body
    # However often it is moved, nobody is written to more than once an hour.
    move(studio, waiting, NINE + timedelta(days=1))
    assert len(told(30)) == 1
    assert told(30)[1:] == ["New time: Baking bread"]
    assert "Announced before" not in mail.outbox[1].body


def test_only_who_waits_and_did_not_see_it_is_told(
    waiting: Stream, viewer: User, stranger: User, moderator: User, studio: Client, told: Any
) -> None:
    Reminder.objects.create(stream=waiting, user=stranger, sent_at=timezone.now())
    move(studio, waiting, NINE + timedelta(hours=1))
    set_reminder(stream=waiting, user=moderator)
    set_reminder(stream=waiting, user=viewer)
    assert told(6) == []
    # A new date is one more reminder for whoever had theirs.
    assert Reminder.objects.filter(sent_at=None).count() == 3


@pytest.mark.parametrize("facts", [{"privacy": "private"}, {"state": "removed"}])
def test_nobody_hears_of_what_they_may_not_know(
    waiting: Stream, studio: Client, facts: dict[str, Any], told: Any
) -> None:
    move(studio, waiting, NINE + timedelta(hours=1))
    Stream.objects.update(**facts)
    assert told(6) == []


def test_test_mode_is_waited_for(waiting: Stream, studio: Client, told: Any) -> None:
    move(studio, waiting, NINE + timedelta(hours=1))
    Stream.objects.update(is_test=True)
    assert told(6) == []
    Stream.objects.update(is_test=False)
    assert len(told()) == 1


def test_what_has_begun_meanwhile_is_told_as_that(
    waiting: Stream, studio: Client, told: Any, django_capture_on_commit_callbacks: Any
) -> None:
    move(studio, waiting, NINE - timedelta(minutes=58))
    waiting.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        go_live(waiting)
    assert told(6) == ["Live now: Baking bread"]
