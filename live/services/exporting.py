"""What a person's export says about streams."""

from typing import Any

from accounts.models import User
from live.models import Reminder, Stream
from live.services.access import may_watch

FIELDS = (
    "public_id", "title", "description", "tags", "category", "language", "privacy", "latency",
    "records", "repeats", "starts_at", "created_at",
)  # fmt: skip


def export_streams(user: User) -> dict[str, Any]:
    """The person's streams with their broadcasts, and what they asked to be reminded of."""
    streams = Stream.objects.filter(channel__owner=user).exclude(state=Stream.State.REMOVED)
    reminders = Reminder.objects.filter(user=user).select_related("stream__channel__owner")
    return {
        "streams": [
            {name: getattr(stream, name) for name in FIELDS}
            | {
                "broadcasts": list(
                    stream.broadcasts.values(
                        "title", "live_at", "ended_at", "peak_viewers", "watch_time_s"
                    )
                )
            }
            for stream in streams.prefetch_related("broadcasts")
        ],
        "reminders": [
            {
                "stream": each.stream.public_id,
                # What was hidden since stays its owner's.
                "title": each.stream.title if may_watch(user, each.stream).allowed else "",
                "created_at": each.created_at,
            }
            for each in reminders
        ],
    }
