"""Writing to each of many who asked to be told, once, whatever ends in the middle."""

from collections.abc import Callable
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

BATCH = 200
Asked = TypeVar("Asked", bound=models.Model)


def write_once(asked: "models.QuerySet[Asked]", write: Callable[[Asked], None]) -> int:
    """Hand every row of `asked` with an empty `sent_at` to `write`; how many that were.

    Each row is claimed in the transaction in which `write` queues its mail, so that two workers, or one that died, send it once.
    """
    sent = 0
    while rows := _some(asked, write):
        sent += rows
    return sent


@transaction.atomic
def _some(asked: "models.QuerySet[Asked]", write: Callable[[Asked], None]) -> int:
    waiting = asked.filter(sent_at=None).order_by("pk")
    rows = list(waiting.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    asked.filter(pk__in=[row.pk for row in rows]).update(sent_at=timezone.now())
    for row in rows:
        write(row)
    return len(rows)
