"""Mail leaves once: through SMTP, SendGrid or files, whoever rings and whatever fails."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from core.mail import outbox
from core.mail.models import OutgoingMail

pytestmark = pytest.mark.django_db
Put = Callable[[], OutgoingMail]


@pytest.fixture(autouse=True)
def _through_the_outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "core.mail.backend.QueuedBackend"


@pytest.fixture
def put() -> Put:
    """Write one mail with both parts."""

    def make() -> OutgoingMail:
        message = EmailMultiAlternatives("안녕", "Hello\n", "Site <a@site.test>", ["b@home.test"])
        message.attach_alternative("<p>Hello</p>", "text/html")
        message.send()
        return OutgoingMail.objects.latest("pk")

    return make


def due(row: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=row.pk).update(not_before=timezone.now())


def test_a_bell_that_rings_twice_sends_once_and_nothing_is_kept(put: Put) -> None:
    row = put()
    assert not mail.outbox
    for _ring in range(3):
        outbox.send(mail_id=row.pk)
    [message] = mail.outbox
    assert (message.subject, message.to) == ("안녕", ["b@home.test"])
    assert message.extra_headers["Message-ID"]
    row.refresh_from_db()
    assert (row.state, bytes(row.raw)) == ("sent", b"")


def test_the_request_that_fails_sends_nothing(put: Put) -> None:
    from django.db import transaction

    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_what_a_dead_worker_held_is_sent_by_the_sweeper(
    put: Put, django_capture_on_commit_callbacks: Any
) -> None:
    row = put()
    OutgoingMail.objects.update(
        state="sending", changed_at=timezone.now() - outbox.LOST_AFTER - timedelta(seconds=1)
    )
    outbox.sweep()
    row.refresh_from_db()
    assert row.state == "sent"
    assert len(mail.outbox) == 1
    OutgoingMail.objects.update(changed_at=timezone.now() - outbox.KEPT - timedelta(seconds=1))
    outbox.sweep()
    assert not OutgoingMail.objects.exists()


class Mailbox:
    """An SMTP server's side: keeps what it takes, refuses when told to."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.taken: list[Message] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.taken.append(envelope)
        return answer


def _free_port() -> int:
    """One that the system does not give to outgoing connections."""
    for port in range(25_000, 32_000):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("no free port")


@pytest.fixture
def smtp(settings: Any) -> Iterator[Mailbox]:
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    yield mailbox
    controller.stop()


def test_smtp_is_tried_again_while_it_is_busy(put: Put, smtp: Mailbox) -> None:
    smtp.answers = ["451 busy", "451 busy"]
    row = put()
    waits = []
    for _try in range(2):
        outbox.send(mail_id=row.pk)
        row.refresh_from_db()
        assert row.state == "waiting"
        waits.append((row.not_before - row.changed_at).total_seconds())
        outbox.send(mail_id=row.pk)
        assert not smtp.taken
        due(row)
    assert waits == [10, 20]
    outbox.send(mail_id=row.pk)
    assert len(smtp.taken) == 1


def test_smtp_says_no_once_for_all(put: Put, smtp: Mailbox) -> None:
    smtp.answers = ["550 no such user"]
    row = put()
    outbox.send(mail_id=row.pk)
    row.refresh_from_db()
    assert row.state == "refused"
    assert "550" in row.failure
    due(row)
    outbox.send(mail_id=row.pk)
    assert not smtp.taken


def test_a_server_that_is_gone_is_tried_ten_times_and_no_more(put: Put, settings: Any) -> None:
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    row = put()
    for _try in range(outbox.MOST_ATTEMPTS + 3):
        due(row)
        outbox.send(mail_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("refused", outbox.MOST_ATTEMPTS)


class Grid(HTTPServer):
    """SendGrid's side: the statuses to answer with, and what was asked."""

    statuses: list[int]
    asked: list[dict[str, Any]]


class GridHandler(BaseHTTPRequestHandler):
    server: Grid

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body | {"key": self.headers["Authorization"], "path": self.path})
        self.send_response(self.server.statuses.pop(0))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def sendgrid(settings: Any) -> Iterator[Grid]:
    server = Grid(("127.0.0.1", 0), GridHandler)
    server.statuses, server.asked = [], []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.MAIL_TRANSPORT = "anymail.backends.sendgrid.EmailBackend"
    settings.ANYMAIL = {
        "SENDGRID_API_KEY": "SG.key",
        "SENDGRID_API_URL": f"http://127.0.0.1:{server.server_port}/v3/",
    }
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


# The package says that nobody at the service helps to keep it working. It does work: see here.
@pytest.mark.filterwarnings("ignore:django-anymail has dropped official support for SendGrid")
@pytest.mark.parametrize(
    ("status", "state"),
    [(202, "sent"), (500, "waiting"), (429, "waiting"), (401, "waiting"), (400, "refused")],
)
def test_sendgrid(put: Put, sendgrid: Grid, status: int, state: str) -> None:
    sendgrid.statuses = [status]
    row = put()
    outbox.send(mail_id=row.pk)
    row.refresh_from_db()
    assert row.state == state
    [asked] = sendgrid.asked
    assert asked["path"] == "/v3/mail/send"
    assert asked["key"] == "Bearer SG.key"
    assert asked["subject"] == "안녕"
    assert [part["type"] for part in asked["content"]] == ["text/plain", "text/html"]


def test_files_are_shown_in_development_alone(
    put: Put, settings: Any, tmp_path: Path, client: Client
) -> None:
    settings.MAIL_TRANSPORT = "core.mail.backend.FileBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    settings.ROOT_URLCONF = "tests.core.devmail_urls"
    outbox.send(mail_id=put().pk)
    [file] = (tmp_path / "mail").glob("*.eml")
    assert client.get("/dev/mail/").status_code == 404
    assert client.get(f"/dev/mail/{file.name}").status_code == 404
    settings.SHOW_DEV_MAIL = True
    assert "안녕" in client.get("/dev/mail/").content.decode()
    assert "Hello" in client.get(f"/dev/mail/{file.name}").content.decode()
    html = client.get(f"/dev/mail/{file.name}/html")
    assert html.content == b"<p>Hello</p>"
    assert "default-src 'none'" in html["Content-Security-Policy"]
    (tmp_path / "secret.eml").write_text("Subject: no\n\nno")
    assert client.get("/dev/mail/..%2Fsecret.eml").status_code == 404


def test_a_message_without_html_is_sent_too() -> None:
    EmailMessage("Plain", "Text", "a@site.test", ["b@home.test"]).send()
    outbox.send(mail_id=OutgoingMail.objects.get().pk)
    assert mail.outbox[0].body == "Text\n" or mail.outbox[0].body == "Text"
