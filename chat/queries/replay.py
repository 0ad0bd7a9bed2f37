"""What was said while a recording, or a video itself, stood somewhere."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from chat.models import Entry, Room
from live.models import Broadcast
from videos.models import Video

LONGEST_S = 600
MOST = 500


@dataclass(frozen=True)
class Window:
    """Messages in order, and where the rest begins, if not all are here: a moment, and the last of it that is here."""

    messages: list[dict[str, Any]]
    next_from: float | None = None
    next_after: int | None = None


def room_of(video: Video) -> tuple[Room, Broadcast | None] | None:
    """The room whose messages belong to a video: of the stream it was recorded from, else its own."""
    broadcast = Broadcast.objects.filter(video=video).first()
    if broadcast is not None:
        room = Room.objects.with_place().filter(stream=broadcast.stream_id).first()
        return (room, broadcast) if room else None
    own = Room.objects.with_place().filter(video=video).first()
    return (own, None) if own else None


def window(
    room: Room, broadcast: Broadcast | None, *, begin: float, end: float, after: int = 0
) -> Window:
    """What was said from `begin` until before `end` (seconds); nothing that was removed.

    Of the moment `begin` itself only what has a higher number than `after`.
    """
    end = min(end, begin + LONGEST_S)
    rest = Q(at_s__gt=begin) | Q(at_s=begin, seq__gt=after)
    rows = (
        Entry.objects.in_recording(room, broadcast)
        .filter(rest, at_s__gte=begin, at_s__lt=end)
        .order_by("at_s", "seq")
    )
    found = list(rows[: MOST + 1])
    kept = found[:MOST]
    events = [row.as_event() for row in kept]
    if len(found) <= MOST:
        return Window(events)
    return Window(events, kept[-1].at_s, kept[-1].seq)
