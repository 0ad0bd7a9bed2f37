"""The newest message of somebody in a room."""

from chat.models import Entry, Room
from chat.queries.people import find_person


def newest_of(room: Room, named: str) -> int | None:
    """The id of what whoever has this @handle said last, as far as everybody sees it."""
    pk = find_person(named)
    if pk is None:
        return None
    seen = Entry.objects.said().visible().filter(room=room, author=pk, seq__gte=room.cleared_seq)
    return seen.order_by("-seq").values_list("pk", flat=True).first()
