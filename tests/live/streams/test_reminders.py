"""Reminders: one mail to each who asked, when the stream begins, if they still may know of it."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from core.mail.models import OutgoingMail
from live.models import Reminder, Stream
from live.services.publishing import session_ended
from live.services.reminding import remind, set_reminder
from tests.live.broadcasts import go_live

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
