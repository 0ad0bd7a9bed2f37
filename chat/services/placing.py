"""Where messages are in a recording: told by a clock while they were said, known once it is joined. And in a premiere."""

from datetime import datetime

from django.db import connection, transaction

from chat.models import Entry, Room
from live.models import Broadcast

AT_ONCE = 5000
# Whoever is with the others in a premiere is no further behind.
NEAR_S = 30.0

# What a person who has left said has no words and no offset any more: none is added.
_PLACE = f"""
UPDATE {Entry._meta.db_table} entry
SET at_s = placed.at_s, shown = jsonb_set(shown, '{{offset_s}}', COALESCE(to_jsonb(placed.at_s), 'null'), false)
FROM unnest(%s::bigint[], %s::float8[]) AS placed(id, at_s)
WHERE entry.id = placed.id
"""  # noqa: S608  (a name of a table)


def at_premiere(claimed_s: float | None, now_s: float) -> float:
    """Where in a premiere something was said that stands at `now_s`: where its author says they were, if that is near.

    What people see is a few seconds behind; whoever has gone back talks with those who have not.
    """
    is_near = claimed_s is not None and now_s - NEAR_S <= claimed_s <= now_s
    return round(claimed_s, 2) if is_near and claimed_s is not None else now_s


def place_in_recording(broadcast: Broadcast) -> None:
    """Put what was said during a broadcast where its recording has that moment. Again is fine.

    The clock that ran meanwhile counts until a publisher is found gone; the recording ends with the last picture. What
    was said before the first picture is at no second of it: all of that at once would be a flood at its beginning.
    """
    if not broadcast.timeline:
        return
    places = _wrong_places(broadcast)
    for start in range(0, len(places), AT_ONCE):
        ids, moments = zip(*places[start : start + AT_ONCE], strict=True)
        with transaction.atomic(), connection.cursor() as cursor:
            # The room first, as everywhere: what moderators do to the same rows waits.
            list(Room.objects.select_for_update().filter(stream=broadcast.stream_id).values("pk"))
            cursor.execute(_PLACE, [list(ids), list(moments)])


def _wrong_places(broadcast: Broadcast) -> list[tuple[int, float | None]]:
    """The keys of what stands elsewhere, with the second at which it belongs."""
    rows = Entry.objects.said().filter(broadcast=broadcast).order_by("pk")
    places = [
        (pk, at_s, _second(broadcast, said_at))
        for pk, at_s, said_at in rows.values_list("pk", "at_s", "said_at")
    ]
    return [(pk, place) for pk, at_s, place in places if at_s != place]


def _second(broadcast: Broadcast, moment: datetime) -> float | None:
    place = broadcast.offset_of(moment)
    return None if place is None else round(place, 2)
