"""Where words are written down besides the room itself: the log of its moderators, and what goes to other people's servers."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from accounts.models import User
from chat.models import Delivery, Entry, LogEntry, Room

Json = dict[str, Any]
CHUNK = 200

# What is said in an act of the log are the words of whom it concerns; of an announcement, those of who made it.
_LOG = f"""
UPDATE {LogEntry._meta.db_table} SET facts = jsonb_set(facts, '{{text}}', '""')
WHERE room_id = %(room)s AND jsonb_typeof(facts -> 'text') = 'string' AND (
    target_id = %(author)s OR (actor_id = %(author)s AND action = 'announce')
    OR (action = 'pin' AND (facts ->> 'id')::bigint = ANY(%(said)s))
)
"""  # noqa: S608  (a name of a table)
# Those with something of theirs, and those with any answer.
_TELLING = """
jsonb_path_exists(body, '$.**.by.id ? (@ == $author)', jsonb_build_object('author', %s::text))
OR jsonb_path_exists(body, '$.**.reply.id')
"""


def blank_log(*, room_id: int, author: User, said: Sequence[int]) -> None:
    """Take the words of these messages, all of one author, out of what moderators did; that they did it stays."""
    with connection.cursor() as cursor:
        cursor.execute(_LOG, {"room": room_id, "author": author.pk, "said": list(said)})


def blank_deliveries(*, room_id: int, author: User) -> None:
    """Take what somebody said in a room out of what was posted, and out of what is still to be: it goes out as `gone`."""
    room = Room.objects.get(pk=room_id)
    rows = Delivery.objects.filter(hook__channel=room.channel_id, body__room=room.public_id)
    who = str(author.public_id)
    said: set[int] | None = None
    for row in rows.extra(where=[_TELLING], params=[who]).only("body").iterator(CHUNK):  # noqa: S610  (no value is in it)
        if said is None:
            mine = Entry.objects.filter(room=room_id, author=author)
            said = set(mine.values_list("pk", flat=True))
        events = [without(event, who, said) for event in row.body["events"]]
        if events != row.body["events"]:
            Delivery.objects.filter(pk=row.pk).update(body={**row.body, "events": events})


def without(event: Json, who: str, said: Collection[int]) -> Json:
    """An event without the words of one person, whose messages are `said`."""
    if event.get("by", {}).get("id") == who:
        return {"t": "gone", "seq": event["seq"], "at": event["at"], "id": event["id"]}
    if event["t"] == "restored":
        messages = [without(each, who, said) for each in event["messages"]]
        return {**event, "messages": [each for each in messages if each["t"] != "gone"]}
    if event["t"] == "pinned" and event["message"]:
        message = without(event["message"], who, said)
        return {**event, "message": None if message["t"] == "gone" else message}
    if (event.get("reply") or {}).get("id") in said:
        return {**event, "reply": {**event["reply"], "name": "", "text": ""}}
    return event
