"""Mail leaves the request as a row in the outbox; a worker hands it to the real transport."""

import email
import email.policy
import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class QueuedBackend(BaseEmailBackend):
    """Puts each message into the outbox as it stands; nobody waits for a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        # The outbox needs the app registry; Django loads backends by name, sometimes before it.
        from core.mail.outbox import post

        for message in email_messages:
            post(message.message().as_bytes())
        return len(email_messages)


class FileBackend(BaseEmailBackend):
    """Development: each message is a file that `/dev/mail/` shows."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{uuid.uuid4().hex[:6]}.eml"
            (folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)


def parse(data: bytes) -> Any:
    """A raw message as `email.message.EmailMessage`."""
    return email.message_from_bytes(data, policy=email.policy.default)


def written_at(path: Path) -> datetime:
    """When a file of `FileBackend` was written."""
    return datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
