"""Staff see which mail was refused and why, and send it again; what it says stays unread."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.mail import EmailMessage

from accounts.models import User
from core.mail import outbox
from core.mail.models import OutgoingMail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MAILS = "/admin/core/outgoingmail/"


@pytest.fixture
def refused(settings: Any) -> OutgoingMail:
    """A message that was given up."""
    settings.EMAIL_BACKEND = "core.mail.backend.QueuedBackend"
    EmailMessage("Code 123456", "Secret words", "a@site.test", ["b@home.test"]).send()
    row = OutgoingMail.objects.get()
    transport, settings.MAIL_TRANSPORT = (
        settings.MAIL_TRANSPORT,
        "django.core.mail.backends.smtp.EmailBackend",
    )
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    OutgoingMail.objects.update(attempts=outbox.MOST_ATTEMPTS - 1)
    outbox.send(mail_id=row.pk)
    settings.MAIL_TRANSPORT = transport
    row.refresh_from_db()
    assert row.state == "refused"
    return row


def test_a_refused_mail_is_seen_and_sent_again(
    sign_in: Any,
    moderator: User,
    refused: OutgoingMail,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client = sign_in(moderator)
    for path in (MAILS, f"{MAILS}{refused.pk}/change/"):
        page = client.get(path).content.decode()
        assert "b@home.test" in page
        assert "ConnectionRefusedError" in page
        assert "123456" not in page
        assert "Secret words" not in page
    chosen = {"action": "send_again", "_selected_action": [refused.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(MAILS, chosen, follow=True)
    assert "1 message is sent again." in answer.content.decode()
    assert [each.subject for each in mail.outbox] == ["Code 123456"]
    refused.refresh_from_db()
    assert (refused.state, bytes(refused.raw)) == ("sent", b"")
    assert LogEntry.objects.get().user == moderator
    # Twice is once.
    assert "Only refused" in client.post(MAILS, chosen, follow=True).content.decode()
    assert len(mail.outbox) == 1


def test_who_may_only_look_sends_nothing_and_nobody_types_over_it(
    sign_in: Any, moderator: User, refused: OutgoingMail
) -> None:
    watcher: User = UserFactory(is_staff=True)
    assert sign_in(watcher).get(MAILS).status_code == 403
    watcher.user_permissions.set(Permission.objects.filter(codename="view_outgoingmail"))
    client = sign_in(User.objects.get(pk=watcher.pk))
    assert client.get(MAILS).status_code == 200
    client.post(MAILS, {"action": "send_again", "_selected_action": [refused.pk]})
    refused.refresh_from_db()
    assert refused.state == "refused"
    boss = sign_in(moderator)
    assert boss.post(f"{MAILS}{refused.pk}/change/", {"state": "sent"}).status_code == 403
    assert boss.get(f"{MAILS}{refused.pk}/delete/").status_code == 403
