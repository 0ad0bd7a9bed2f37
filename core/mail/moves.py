"""Telling those who wait for something that its time was moved: once, when the time has come to rest."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.mail.compose import send_template

BATCH = 200
# What is moved again within this was a slip: the last time is told.
SETTLES = timedelta(minutes=5)
# Nobody is written to more often, however often the time is moved.
RARELY = timedelta(hours=1)


class Waiting(models.Model):
    """Somebody waits for something. `sent_at`: when they were told that it has begun."""

    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    # When its time was moved, which they were not told of yet, and the time that they know (None: without a time).
    moved_at = models.DateTimeField(_("moved"), null=True, blank=True, editable=False)
    moved_from = models.DateTimeField(null=True, blank=True, editable=False)
    told_of_move_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


# What a row is like whose person has just asked: they see the present time.
ASKED = {"sent_at": None, "moved_at": None, "moved_from": None}
IS_MOVED = Q(moved_at__isnull=False)
Asked = TypeVar("Asked", bound=Waiting)


def note_move(asked: "models.QuerySet[Asked]", *, was: datetime | None) -> None:
    """The time of what they wait for `was` another one until now. Those who are not waiting any more need not know."""
    known = Case(When(moved_at=None, then=Value(was)), default=F("moved_from"))
    asked.filter(sent_at=None).update(
        moved_from=models.ExpressionWrapper(known, output_field=models.DateTimeField()),
        moved_at=timezone.now(),
    )


def write_of_moves(asked: "models.QuerySet[Asked]", write: Callable[[Asked], bool]) -> None:
    """Hand every row of `asked` whose time has come to rest to `write`, which says whether it wrote.

    Each row is claimed in the transaction in which `write` queues its mail, as in `core.mail.once`.
    """
    while _some(asked, write):
        pass


def write_of_move(
    row: Waiting, *, to: str, locale: str, now: datetime | None, what: dict[str, str]
) -> bool:
    """Write that what they wait for begins `now`, if that is another time than they know; whether it is.

    `what`: `name` of the channel, `title`, `address`.
    """
    if row.sent_at or now == row.moved_from:
        return False
    send_template(
        "mail/time_moved", to=to, locale=locale, context={**what, "now": now, "before": row.moved_from}
    )  # fmt: skip
    return True


@transaction.atomic
def _some(asked: "models.QuerySet[Asked]", write: Callable[[Asked], bool]) -> int:
    now = timezone.now()
    due = asked.filter(moved_at__lte=now - SETTLES).exclude(told_of_move_at__gt=now - RARELY)
    rows = list(due.order_by("pk").select_for_update(skip_locked=True, of=("self",))[:BATCH])
    asked.filter(pk__in=[row.pk for row in rows]).update(moved_at=None, moved_from=None)
    told = [row.pk for row in rows if write(row)]
    asked.filter(pk__in=told).update(told_of_move_at=now)
    return len(rows)
