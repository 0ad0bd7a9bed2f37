"""Messages that wait for a moderator, the oldest first."""

from dataclasses import dataclass

from django.db.models import Count, Max

from chat.models import Entry, Room


@dataclass(frozen=True)
class Waiting:
    """Some of them, how many there are in all, the newest of all, and after which there are more."""

    rows: list[Entry]
    count: int
    newest: int | None
    next_after: int | None


def waiting(room: Room, *, after: int = 0, limit: int) -> Waiting:
    """At most `limit` of those with a higher id than `after`."""
    held = Entry.objects.filter(room=room, state=Entry.State.HELD)
    # Read first: what comes between the two reads is then among the counted, and is told by a signal besides.
    found = list(held.filter(pk__gt=after).order_by("pk")[: limit + 1])
    rows = found[:limit]
    of_all = held.aggregate(count=Count("pk"), newest=Max("pk"))
    more = len(found) > limit
    return Waiting(rows, of_all["count"], of_all["newest"], rows[-1].pk if more else None)
