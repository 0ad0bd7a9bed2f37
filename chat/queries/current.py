"""Since when what was said in a room is of today: of the broadcast that is on air, else of the last 24 hours."""

from datetime import datetime, timedelta

from django.utils import timezone

from chat.models import Room
from live.models import Broadcast

WITHOUT_BROADCAST = timedelta(hours=24)


def current_since(room: Room) -> datetime:
    """When that began."""
    began = (
        Broadcast.objects.filter(stream=room.stream_id, ended_at=None)
        .values_list("began_at", flat=True)
        .first()
        if room.stream_id
        else None
    )
    return began or timezone.now() - WITHOUT_BROADCAST
