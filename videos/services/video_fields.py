"""What may stand in a video's fields: tags, and the time it comes out."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.plain_text import clean_text

MOST_TAGS = 20
LONGEST_TAG = 40
FURTHEST = timedelta(days=2 * 366)
# Times travel as JSON in milliseconds.
SAME_MOMENT = timedelta(milliseconds=1)


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Trimmed tags without repeats, in their order; a comma parts two. Raises `ValidationError`."""
    seen: dict[str, str] = {}
    for tag in ",".join(tags).split(","):
        word = clean_text(tag).lstrip("#").strip()
        if word:
            seen.setdefault(word.casefold(), word)
    cleaned = list(seen.values())
    if len(cleaned) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in cleaned):
        raise ValidationError({"tags": _("Give up to 20 tags of up to 40 characters each.")})
    return cleaned


def publication_time(value: datetime | None) -> datetime | None:
    """A time to publish at that lies ahead; None is "no time". Raises `ValidationError`."""
    if value is None:
        return None
    if timezone.is_naive(value):
        value = timezone.make_aware(value)
    now = timezone.now()
    if value <= now:
        raise ValidationError(
            {"publish_at": _("This time has passed. Choose one in the future, or publish now.")}
        )
    if value > now + FURTHEST:
        raise ValidationError({"publish_at": _("Choose a time within the next two years.")})
    return value


def is_same_moment(asked: datetime | None, known: datetime | None) -> bool:
    """Whether somebody only sent back the time that they were told."""
    if asked is None or known is None or timezone.is_naive(asked):
        return False
    return abs(asked - known) < SAME_MOMENT
