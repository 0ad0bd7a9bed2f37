"""Jobs that belong to no app."""

import base64
from smtplib import SMTPException
from typing import Any

from anymail.exceptions import AnymailAPIError, AnymailRequestsAPIError
from celery import Task, shared_task
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, get_connection

from core.mail.backend import parse

SENT_KEPT_S = 24 * 3600


@shared_task(
    name="core.send_email",
    bind=True,
    autoretry_for=(OSError, SMTPException, AnymailAPIError, AnymailRequestsAPIError),
    retry_backoff=5,
    retry_backoff_max=3600,
    max_retries=10,
)
def send_email(_task: Task[Any, Any], *, raw: str, key: str) -> None:
    """Hand one message to the transport. A job that comes twice sends once: `key` names the message."""
    mark = f"mail-sent:{key}"
    if cache.get(mark):
        return
    message = parse(base64.b64decode(raw))
    outgoing = EmailMultiAlternatives(
        subject=message["Subject"],
        body=message.get_body(("plain",)).get_content(),
        from_email=message["From"],
        to=[message["To"]],
        connection=get_connection(settings.MAIL_TRANSPORT),
    )
    html = message.get_body(("html",))
    if html is not None:
        outgoing.attach_alternative(html.get_content(), "text/html")
    outgoing.send()
    cache.set(mark, 1, SENT_KEPT_S)
