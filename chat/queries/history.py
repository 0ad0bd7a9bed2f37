"""Entries of a room as sockets and the API read them."""

from typing import Any

from chat.models import Entry, Poll, Room

RECENT = 600


def events(room: Room, *, after: int, until: int) -> list[dict[str, Any]]:
    """The entries after `after` up to `until`, in order; what is out of sight by now is `gone`."""
    rows = Entry.objects.filter(room=room.pk, seq__gt=after, seq__lte=until).order_by("seq")
    return [as_event(entry, room) for entry in rows]


def newest(room: Room, limit: int = RECENT) -> list[dict[str, Any]]:
    """The newest entries, oldest first."""
    rows = Entry.objects.filter(room=room.pk, seq__isnull=False, seq__lte=room.seq)
    return [as_event(entry, room) for entry in reversed(rows.order_by("-seq")[:limit])]


def as_event(entry: Entry, room: Room) -> dict[str, Any]:
    """The entry as it is told now."""
    if entry.kind in Entry.SAID and entry.seq is not None and entry.seq < room.cleared_seq:
        return entry.as_gone()
    return entry.as_event()


def room_facts(room: Room) -> dict[str, Any]:
    """What hello says about a room."""
    poll = Poll.objects.filter(room=room.pk, closed_at=None).first()
    return {
        "id": room.public_id,
        "title": room.title,
        "beside": "stream" if room.stream_id else "video",
        "rules": room.rules,
        "pinned": room.pinned.as_event() if room.pinned else None,
        "poll": poll.as_shown() if poll else None,
    }
