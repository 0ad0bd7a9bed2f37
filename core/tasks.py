"""Jobs that belong to no app."""

from celery import shared_task

from core.mail import outbox


@shared_task(name="core.send_email")
def send_email(*, mail_id: int) -> None:
    """Send one message of the outbox."""
    outbox.send(mail_id=mail_id)


@shared_task(name="core.sweep_mail")
def sweep_mail() -> None:
    """Send what was left in the outbox, and empty it."""
    outbox.sweep()
