"""Django's signals that end somebody's presence in chat, one line each."""

from typing import Any

from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete
from django.dispatch import receiver

from chat.services.presence import session_ended


@receiver(post_delete, sender=Session)
def session_row_is_gone(instance: Session, **_more: Any) -> None:
    """Signed out here or elsewhere, the password changed, the device removed: the row goes in each case."""
    session_ended(instance.session_key)
