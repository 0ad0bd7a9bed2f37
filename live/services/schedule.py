"""The time a stream is announced for."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

FURTHEST = timedelta(days=366)
# Times travel as JSON in milliseconds, and as minutes in forms.
SAME_MOMENT = timedelta(minutes=1)


def announced_time(asked: datetime | None, *, known: datetime | None = None) -> datetime | None:
    """A time that lies ahead; None is "no time". Sending back the `known` one is no change. Raises `ValidationError`."""
    if asked is None:
        return None
    if timezone.is_naive(asked):
        asked = timezone.make_aware(asked)
    if known is not None and abs(asked - known) < SAME_MOMENT:
        return known
    now = timezone.now()
    if asked <= now:
        raise ValidationError({"starts_at": _("This time has passed. Choose one in the future.")})
    if asked > now + FURTHEST:
        raise ValidationError({"starts_at": _("Choose a time within the next year.")})
    return asked
