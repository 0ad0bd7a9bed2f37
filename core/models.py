"""Rows of the core."""

from core.mail.models import OutgoingMail

__all__ = ["OutgoingMail"]
