"""Who somebody is, and what they have said in a room."""

from typing import Any

from chat.models import Entry, Note, Room, Sanction
from chat.queries.standing import Standing, standings

MESSAGES = 50
NOTES = 20


def card(room: Room, about: Standing, *, for_moderators: bool) -> dict[str, Any]:
    """The card of somebody; those who keep order see more of it."""
    rows = Entry.objects.said().filter(room=room, author=about.user_id)
    if not for_moderators:
        rows = rows.visible().filter(seq__gte=room.cleared_seq)
    else:
        rows = rows.exclude(seq=None)
    newest = list(reversed(rows.order_by("-said_at", "-pk")[:MESSAGES]))
    return {
        "user": {
            **about.as_author(),
            "joined": _ms(about.joined),
            "follows_since": _ms(about.follows_since),
            "blurb": about.blurb,
        },
        "messages": [_message(row) for row in newest],
        "sanction": _sanction(room, about) if for_moderators else None,
        "notes": _notes(room, about) if for_moderators else [],
    }


def _message(row: Entry) -> dict[str, Any]:
    removed = row.state == Entry.State.REMOVED
    event = {"t": row.kind, "seq": row.seq, "id": row.pk, **row.shown}
    return {**event, "removed": True} if removed else event


def _sanction(room: Room, about: Standing) -> dict[str, Any] | None:
    found = Sanction.objects.in_force().filter(channel=room.channel_id, user=about.user_id).first()
    if found is None:
        return None
    names = _names(room, [found.made_by_id])
    return {
        "until": _ms(found.until),
        "reason": found.reason,
        "by": names.get(found.made_by_id, ""),
    }


def _notes(room: Room, about: Standing) -> list[dict[str, Any]]:
    found = list(
        Note.objects.filter(channel=room.channel_id, user=about.user_id).order_by("-created_at")[
            :NOTES
        ]
    )
    names = _names(room, [note.author_id for note in found])
    return [
        {"text": note.text, "by": names.get(note.author_id, ""), "at": _ms(note.created_at)}
        for note in found
    ]


def _names(room: Room, ids: list[int | None]) -> dict[int | None, str]:
    found = standings(room.channel, {each for each in ids if each})
    return {pk: standing.name for pk, standing in found.items()}


def _ms(moment: Any) -> int | None:
    return int(moment.timestamp() * 1000) if moment else None
