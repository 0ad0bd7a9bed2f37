"""Which announced streams somebody is to be reminded of."""

from collections.abc import Iterable
from typing import Any

from live.models import Reminder, Stream


def reminded_of(streams: Iterable[Stream], viewer: Any) -> set[int]:
    """The keys of those of `streams` that `viewer` (may be anonymous) is still to be reminded of."""
    wanted = [stream.pk for stream in streams]
    if not wanted or not viewer.is_authenticated:
        return set()
    mine = Reminder.objects.filter(user=viewer.pk, stream__in=wanted, sent_at=None)
    return set(mine.values_list("stream_id", flat=True))
