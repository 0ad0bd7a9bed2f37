"""What is kept of how many watched: a number a minute, the peak, and the time watched."""

from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from live.models import Broadcast, Stream, ViewerMinute
from live.services.viewers import viewers_of

EVERY_S = 15


def count_viewers(*, now: datetime | None = None) -> int:
    """Note how many watch each broadcast that is on air; how many broadcasts were noted.

    Time is cut into slots of 15 s and each is noted once, however many workers are rung for it.
    """
    now = now or timezone.now()
    slot = int(now.timestamp()) // EVERY_S
    on_air = Broadcast.objects.filter(
        ended_at=None, live_at__isnull=False, stream__state__in=Stream.ON_AIR
    ).select_related("stream")
    mine = [row for row in on_air if _is_first(row, slot)]
    counts = viewers_of(row.stream.public_id for row in mine)
    for row in mine:
        _note(row, counts[row.stream.public_id], now.replace(second=0, microsecond=0))
    return len(mine)


def _is_first(broadcast: Broadcast, slot: int) -> bool:
    return bool(cache.add(f"live:noted:{broadcast.pk}:{slot}", 1, 4 * EVERY_S))


@transaction.atomic
def _note(broadcast: Broadcast, viewers: int, minute: datetime) -> None:
    Broadcast.objects.filter(pk=broadcast.pk).update(
        peak_viewers=Greatest("peak_viewers", viewers),
        watch_time_s=F("watch_time_s") + viewers * EVERY_S,
    )
    _row, new = ViewerMinute.objects.get_or_create(
        broadcast=broadcast, minute=minute, defaults={"viewers": viewers}
    )
    if not new:
        # The most of the minute: a chart of peaks keeps its peak.
        ViewerMinute.objects.filter(broadcast=broadcast, minute=minute, viewers__lt=viewers).update(
            viewers=viewers
        )
