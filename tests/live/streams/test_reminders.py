"""Reminders: one mail to each who asked, when the stream begins, if they still may know of it."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from core.mail.models import OutgoingMail
from live.models import Reminder, Stream
from live.queries.reminding import reminded_of
from live.services.keys import rotate_key
from live.services.publishing import session_ended, session_left
from live.services.reminding import remind, set_reminder, sweep_reminders
from tests.live.broadcasts import go_live, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(stream: Stream, viewer: User) -> Stream:
    set_reminder(stream=stream, user=viewer)
    set_reminder(stream=stream, user=viewer)
    return stream


def written() -> list[str]:
    return [bytes(each.raw).decode() for each in OutgoingMail.objects.all()]


def test_one_mail_when_it_begins(
    waiting: Stream, viewer: User, django_capture_on_commit_callbacks: Any
) -> None:
    viewer.locale = "ko"
    viewer.save()
    with django_capture_on_commit_callbacks(execute=True):
        session = go_live(waiting)
    [message] = mail.outbox
    assert message.to == ["viewer@example.com"]
    assert "Baking bread" in message.subject
    assert re.search(r"http://testserver/live/\w+", str(message.body))
    with django_capture_on_commit_callbacks(execute=True):
        session_ended(session=session, reason="closed")
        go_live(waiting)
    assert len(mail.outbox) == 1
    assert remind(stream_id=waiting.pk) == 0


@pytest.mark.parametrize(
    "facts", [{"privacy": "private"}, {"is_test": True}, {"state": "removed"}, {"state": "waiting"}]
)
def test_nobody_hears_of_what_they_may_not_know(waiting: Stream, facts: dict[str, Any]) -> None:
    go_live(waiting)
    Stream.objects.filter(pk=waiting.pk).update(**facts)
    remind(stream_id=waiting.pk)
    assert mail.outbox == []
    assert written() == []


def test_a_test_is_not_announced(waiting: Stream, django_capture_on_commit_callbacks: Any) -> None:
    Stream.objects.filter(pk=waiting.pk).update(is_test=True)
    with django_capture_on_commit_callbacks(execute=True):
        go_live(waiting)
    assert mail.outbox == []
    assert Reminder.objects.get().sent_at is None


def test_the_button_without_scripts(stream: Stream, viewer: User, sign_in: Any) -> None:
    address = f"/live/{stream.public_id}/reminder"
    assert Client().post(address, {"remind": "1"}).status_code == 302
    assert not Reminder.objects.exists()
    client = sign_in(viewer)
    assert client.post(address, {"remind": "1"}).url == stream.get_absolute_url()
    assert Reminder.objects.get().user == viewer
    assert "data-following" in client.get(stream.get_absolute_url()).content.decode()
    client.post(address, {"remind": "0"})
    assert not Reminder.objects.exists()
    Stream.objects.update(privacy="private")
    assert client.post(address, {"remind": "1"}).status_code == 404


def test_asking_again_is_being_told_again(
    stream: Stream, viewer: User, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    key, client = rotate_key(stream=stream), sign_in(viewer)
    address = f"/live/{stream.public_id}/reminder"
    for evening in (1, 2):
        client.post(address, {"remind": "1"})
        assert reminded_of([stream], viewer) == {stream.pk}
        assert "data-following" in client.get(stream.get_absolute_url()).content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            session = go_live(stream, key=key)
        assert len(mail.outbox) == evening
        session_left(session=session, reason="stopped", stopped=True)
        assert reminded_of([stream], viewer) == set()
        # It has ended, and goes live again: nobody is to be told unless they ask.
        page = client.get(stream.get_absolute_url()).content.decode()
        assert button(page) == ("waiting ended", False)
        assert "data-following" not in page
    Stream.objects.update(repeats=False, state="ended")
    assert button(client.get(stream.get_absolute_url()).content.decode()) == ("waiting", True)


def button(page: str) -> tuple[str, bool]:
    """In which states the button is shown, and whether it is hidden now."""
    found = re.search(r'"inline-form" data-for-state="([a-z ]+)"( hidden)?>', page)
    assert found
    return found[1], bool(found[2])


@pytest.mark.parametrize(("ahead", "told"), [({"days": 2}, 0), ({"minutes": 119}, 1)])
def test_something_else_before_uses_nothing_up(
    waiting: Stream,
    viewer: User,
    ahead: dict[str, float],
    told: int,
    django_capture_on_commit_callbacks: Any,
) -> None:
    Stream.objects.update(starts_at=soon(**ahead))
    waiting.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        session = go_live(waiting)
    assert len(mail.outbox) == told
    assert len(reminded_of([waiting], viewer)) == 1 - told
    session_left(session=session, reason="stopped", stopped=True)
    Stream.objects.update(starts_at=soon(minutes=1))
    waiting.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        go_live(waiting)
    assert len(mail.outbox) == 1


def test_what_is_still_on_air_at_its_time_was_waited_for(
    waiting: Stream, django_capture_on_commit_callbacks: Any
) -> None:
    def sweep() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            sweep_reminders()
        return len(mail.outbox)

    Stream.objects.update(starts_at=soon(days=1))
    waiting.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        go_live(waiting)
    assert sweep() == 0
    Stream.objects.update(starts_at=soon(minutes=119), is_test=True)
    assert sweep() == 0
    # Nothing else happens to it: it is on air, and its time comes.
    Stream.objects.update(is_test=False)
    assert [sweep(), sweep()] == [1, 1]
