"""Where a broadcast stands on the clock of its recording."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from live.models import Broadcast, PublishSession


@dataclass(frozen=True)
class Clock:
    """`offset_s` of a moment: what earlier publish sessions recorded, and the time since the current one began.

    A recording has its sessions end to end, without the pauses between them.
    """

    broadcast_id: int | None = None
    recorded_s: float = 0.0
    running_since: datetime | None = None

    def offset_s(self, moment: datetime | None = None) -> float | None:
        """Seconds on the recording's clock; None when nothing is on air."""
        if self.broadcast_id is None:
            return None
        if self.running_since is None:
            return round(self.recorded_s, 2)
        passed = ((moment or timezone.now()) - self.running_since).total_seconds()
        return round(self.recorded_s + max(0.0, passed), 2)


NO_CLOCK = Clock()


def broadcast_clock(stream_id: int) -> Clock:
    """The clock of what is on air on a stream."""
    sessions = list(
        PublishSession.objects.filter(
            broadcast__stream=stream_id, broadcast__ended_at=None, playable_at__isnull=False
        ).order_by("number", "pk")
    )
    if not sessions:
        waiting = Broadcast.objects.filter(stream=stream_id, ended_at=None).first()
        return Clock(broadcast_id=waiting.pk) if waiting else NO_CLOCK
    recorded = sum(
        (each.ended_at - each.began_at).total_seconds() for each in sessions if each.ended_at
    )
    last = sessions[-1]
    running = last.began_at if last.ended_at is None else None
    return Clock(last.broadcast_id, recorded, running)
