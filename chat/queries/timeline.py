"""Where a broadcast stands on the clock of its recording, and where a premiere stands."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from chat.models import Room
from live.models import Broadcast, PublishSession


@dataclass(frozen=True)
class Clock:
    """`offset_s` of a moment: what earlier publish sessions recorded, and the time since the current one began.

    A recording has its sessions end to end, without the pauses between them. A premiere that is on has no broadcast.
    """

    broadcast_id: int | None = None
    recorded_s: float = 0.0
    running_since: datetime | None = None

    def offset_s(self, moment: datetime | None = None) -> float | None:
        """Seconds on the recording's clock; None when nothing is on air, or there is no picture yet."""
        if self.broadcast_id is None and self.running_since is None:
            return None
        if self.running_since is None:
            return round(self.recorded_s, 2) or None
        passed = ((moment or timezone.now()) - self.running_since).total_seconds()
        return round(self.recorded_s + max(0.0, passed), 2)


NO_CLOCK = Clock()


# By hand, as every batch of messages asks it. Of a session that was ended because nothing was heard of it, the last
# sign of life counts, not the moment at which that was noticed: what is said after it is not late by the difference.
_ON_AIR = f"""
SELECT broadcast.id, session.began_at,
    CASE WHEN session.end_reason = 'silent' THEN LEAST(session.heard_at, session.ended_at) ELSE session.ended_at END
FROM {Broadcast._meta.db_table} broadcast
LEFT JOIN {PublishSession._meta.db_table} session
    ON session.broadcast_id = broadcast.id AND session.playable_at IS NOT NULL
WHERE broadcast.stream_id = %s AND broadcast.ended_at IS NULL ORDER BY session.number, session.id
"""  # noqa: S608  (names of tables)


def clock_of(room: Room) -> Clock:
    """The clock of what is on air beside a room; beside a video nothing is, unless it premieres."""
    if room.video is not None:
        video = room.video
        return Clock(running_since=video.premiere_begins_at) if video.is_premiering else NO_CLOCK
    with connection.cursor() as cursor:
        cursor.execute(_ON_AIR, [room.stream_id])
        rows = cursor.fetchall()
    if not rows:
        return NO_CLOCK
    sessions = [(began, ended) for _broadcast, began, ended in rows if began is not None]
    recorded = sum((ended - began).total_seconds() for began, ended in sessions if ended)
    running = sessions[-1][0] if sessions and sessions[-1][1] is None else None
    return Clock(rows[-1][0], recorded, running)
