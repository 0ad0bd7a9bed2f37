"""Sending what lies in the outbox: each message once, however often the bell is rung."""

import logging
from datetime import timedelta
from smtplib import (
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from anymail.exceptions import AnymailAPIError, AnymailError
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from core.jobs import enqueue, enqueue_after_commit
from core.mail.backend import parse
from core.mail.models import OutgoingMail
from core.states import advance

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 10
FIRST_DELAY_S = 10
LONGEST_DELAY_S = 3600
# A worker that has not come back for so long is dead; the transports give up long before.
LOST_AFTER = timedelta(minutes=5)
KEPT = timedelta(days=7)

State = OutgoingMail.State


@transaction.atomic
def post(raw: bytes) -> OutgoingMail:
    """Put one message into the outbox; it is sent after commit."""
    mail = OutgoingMail.objects.create(raw=raw)
    enqueue_after_commit("core.send_email", mail_id=mail.pk)
    return mail


def send(*, mail_id: int) -> None:
    """Hand one message to the transport, unless somebody else did or does.

    What may pass later is tried again with growing pauses; what the transport refuses for good
    stays in the outbox as refused and is reported in the log.
    """
    now = timezone.now()
    mine = OutgoingMail.objects.filter(pk=mail_id, not_before__lte=now)
    if not advance(mine, OutgoingMail.STATES, State.SENDING, changed_at=now):
        return
    mail = OutgoingMail.objects.get(pk=mail_id)
    try:
        _hand_over(bytes(mail.raw))
    except (OSError, SMTPException, AnymailError) as error:
        _failed(mail, error)
    else:
        _end(mail, State.SENT, raw=b"")


@transaction.atomic
def send_again(*, mail: OutgoingMail) -> bool:
    """Begin anew with a message that was refused; False for any other, and for one whose words are not kept."""
    now = timezone.now()
    refused = OutgoingMail.objects.filter(pk=mail.pk, state=State.REFUSED).exclude(raw=b"")
    if not advance(
        refused, OutgoingMail.STATES, State.WAITING, attempts=0, changed_at=now, not_before=now
    ):
        return False
    enqueue_after_commit("core.send_email", mail_id=mail.pk)
    return True


def sweep() -> None:
    """Ring again for what waits or was lost by a dead worker; forget what was sent long ago."""
    now = timezone.now()
    lost = OutgoingMail.objects.filter(state=State.SENDING, changed_at__lt=now - LOST_AFTER)
    advance(lost, OutgoingMail.STATES, State.WAITING, changed_at=now)
    due = OutgoingMail.objects.filter(state=State.WAITING, not_before__lte=now)
    for pk in due.order_by("not_before").values_list("pk", flat=True)[:500]:
        enqueue("core.send_email", mail_id=pk)
    OutgoingMail.objects.filter(
        state__in=(State.SENT, State.REFUSED), changed_at__lt=now - KEPT
    ).delete()


def _hand_over(raw: bytes) -> None:
    message = parse(raw)
    outgoing = EmailMultiAlternatives(
        subject=message["Subject"],
        body=message.get_body(("plain",)).get_content(),
        from_email=message["From"],
        to=[message["To"]],
        # The same name each time: a mailbox that gets it twice can tell.
        headers={"Message-ID": message["Message-ID"], "Auto-Submitted": "auto-generated"},
        connection=get_connection(settings.MAIL_TRANSPORT),
    )
    html = message.get_body(("html",))
    if html is not None:
        outgoing.attach_alternative(html.get_content(), "text/html")
    outgoing.send()


def _failed(mail: OutgoingMail, error: Exception) -> None:
    attempts = mail.attempts + 1
    failure = f"{type(error).__name__}: {error}"[:300]
    if is_permanent(error) or attempts >= MOST_ATTEMPTS:
        logger.error("Mail %s is not sent: %s", mail.public_id, failure)
        # Its words are kept for as long as the row, so that it can be sent again.
        _end(mail, State.REFUSED, failure=failure, attempts=attempts)
        return
    delay_s = min(LONGEST_DELAY_S, FIRST_DELAY_S * 2 ** (attempts - 1))
    logger.warning("Mail %s is tried again in %s s: %s", mail.public_id, delay_s, failure)
    now = timezone.now()
    moved = advance(
        OutgoingMail.objects.filter(pk=mail.pk, changed_at=mail.changed_at),
        OutgoingMail.STATES,
        State.WAITING,
        attempts=attempts,
        failure=failure,
        changed_at=now,
        not_before=now + timedelta(seconds=delay_s),
    )
    if moved:
        enqueue_after_commit("core.send_email", mail_id=mail.pk, delay_s=delay_s + 1)


def _end(mail: OutgoingMail, state: "OutgoingMail.State", **changes: object) -> None:
    advance(
        OutgoingMail.objects.filter(pk=mail.pk, changed_at=mail.changed_at),
        OutgoingMail.STATES,
        state,
        changed_at=timezone.now(),
        **changes,
    )


def is_permanent(error: Exception) -> bool:
    """Whether trying again cannot help: the transport said so about this very message."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in error.recipients.values())
    if isinstance(error, (SMTPSenderRefused, SMTPResponseException)):
        return bool(error.smtp_code >= 500)
    if isinstance(error, AnymailAPIError):
        status = error.status_code
        # 401 and 403 are about our key, which an operator can put right.
        return status is not None and 400 <= status < 500 and status not in {401, 403, 408, 429}
    # Everything else of anymail says that the message cannot be expressed to the service.
    return isinstance(error, AnymailError)
