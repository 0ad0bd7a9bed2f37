"""Where messages are in a recording: told by a clock while they were said, known once it is joined."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction

from chat.models import Entry, Room
from live.models import Broadcast

AT_ONCE = 5000

# What a person who has left said has no words and no offset any more: none is added.
_PLACE = f"""
UPDATE {Entry._meta.db_table} entry
SET at_s = placed.at_s, shown = jsonb_set(shown, '{{offset_s}}', to_jsonb(placed.at_s), false)
FROM unnest(%s::bigint[], %s::float8[]) AS placed(id, at_s)
WHERE entry.id = placed.id AND entry.at_s IS DISTINCT FROM placed.at_s
"""  # noqa: S608  (a name of a table)


def place_in_recording(broadcast: Broadcast) -> None:
    """Put what was said during a broadcast where its recording has that moment. Again is fine.

    The clock that ran meanwhile counts until a publisher is found gone; the recording ends with the last picture.
    """
    for batch in _batches(broadcast):
        places = [(pk, broadcast.offset_of(said_at)) for pk, said_at in batch]
        known = [(pk, round(at_s, 2)) for pk, at_s in places if at_s is not None]
        with transaction.atomic(), connection.cursor() as cursor:
            # The room first, as everywhere: what moderators do to the same rows waits.
            list(Room.objects.select_for_update().filter(stream=broadcast.stream_id).values("pk"))
            cursor.execute(_PLACE, [[pk for pk, _at in known], [at_s for _pk, at_s in known]])


def _batches(broadcast: Broadcast) -> Iterator[list[tuple[int, datetime]]]:
    rows = list(
        Entry.objects.said().filter(broadcast=broadcast).order_by("pk").values_list("pk", "said_at")
    )
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
