"""People who sign up, and the post that reaches them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from core.mail import outbox
from core.mail.models import OutgoingMail

PASSWORD = "correct horse battery"
# Django's messages are typed too widely to be read comfortably.
Post = Callable[[], list[Any]]


@pytest.fixture
def post(db: None, settings: Any) -> Post:
    """Send what lies in the outbox, and give everything that arrived since the last time."""
    # Django's test runner bypasses the backend; what is tested here must go through the outbox.
    settings.EMAIL_BACKEND = "core.mail.backend.QueuedBackend"

    def deliver() -> list[Any]:
        mail.outbox.clear()
        for pk in (
            OutgoingMail.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True)
        ):
            outbox.send(mail_id=pk)
        return list(mail.outbox)

    return deliver


def code_in(message: Any) -> str:
    """The code of a mail."""
    found = re.search(r"^\d{4}-\d{4}$", message.body, re.MULTILINE)
    assert found, message.body
    return found.group()


def link_in(message: Any, part: str) -> str:
    """The path of the link in a mail that has `part` in it."""
    found = re.search(rf"^https?://[^/]+(/\S*{part}\S*)$", message.body, re.MULTILINE)
    assert found, message.body
    return found.group(1)


@pytest.fixture
def signed_up(client: Client, post: Post) -> Callable[..., Client]:
    """Sign somebody up through the pages, with the code from the mail; the client is signed in."""

    def make(email: str = "new@example.com", password: str = PASSWORD) -> Client:
        answer = client.post("/accounts/signup/", {"email": email, "password1": password})
        assert answer.status_code == 302, answer.content.decode()
        [message] = post()
        answer = client.post(answer["Location"], {"code": code_in(message)})
        assert answer.status_code == 302
        return client

    return make


@pytest.fixture
def viewer(viewer: User) -> User:
    """Somebody signed up, whose address is confirmed."""
    EmailAddress.objects.create(user=viewer, email=viewer.email, verified=True, primary=True)
    return viewer
