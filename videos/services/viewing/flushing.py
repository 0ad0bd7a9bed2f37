"""From Redis into Postgres: batches that are applied exactly once, whatever dies in between."""

import logging
import uuid
from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from redis.exceptions import RedisError, ResponseError

from core.metrics import count
from videos.models import CounterBatch, RetentionBucket, Video
from videos.services.viewing import keys

logger = logging.getLogger(__name__)

# A batch is applied within seconds of being set aside. Longer than any Redis stays unreachable.
REMEMBERED = timedelta(days=30)


def flush() -> int:
    """Apply what was counted since the last time; returns how many batches.

    A batch is first set aside under a name of its own (RENAME is atomic), then applied together with
    a row of that name: a crash before the commit applies it next time, after it only the leftover
    goes. With Redis down there is nothing to do.
    """
    try:
        client = keys.redis()
        _set_aside(client)
        batches = sorted(_text(name) for name in client.scan_iter(f"{keys.FLUSHING}*"))
        for name in batches:
            _apply(name, {_text(k): int(v) for k, v in client.hgetall(name).items()})
            client.delete(name)
    except (RedisError, OSError):
        logger.warning("Views were not flushed: Redis does not answer")
        return 0
    return len(batches)


def forget_old_batches() -> None:
    """Drop the names of batches that can no longer come again."""
    CounterBatch.objects.filter(applied_at__lt=timezone.now() - REMEMBERED).delete()


def _set_aside(client: Any) -> None:
    for kind in (keys.VIEWS, keys.WATCHED_MS, keys.RETENTION):
        batch = f"{keys.FLUSHING}{kind.rpartition(':')[2]}:{uuid.uuid4().hex}"
        try:
            client.rename(kind, batch)
        except ResponseError as error:
            # Nothing was counted since the last time, or another worker has just taken it.
            if "no such key" not in str(error):
                raise


@transaction.atomic
def _apply(name: str, counts: dict[str, int]) -> None:
    kind, batch = name.removeprefix(keys.FLUSHING).split(":")
    # A second worker waits here for the first one's commit, then finds the row.
    _row, new = CounterBatch.objects.get_or_create(batch=batch)
    if not new:
        return
    if kind == "retention":
        _apply_retention(counts)
    elif kind == "views":
        flushed = sum(counts.values())
        transaction.on_commit(lambda: count("piyakast_views_flushed_total", by=flushed))
        _add("view_count", counts)
    else:
        _add("watch_time_s", {video: round(ms / 1000) for video, ms in counts.items()})


def _add(column: str, counts: dict[str, int]) -> None:
    # In one order, so that two batches cannot wait for each other.
    for video_id, number in sorted(counts.items()):
        Video.objects.filter(pk=int(video_id)).update(**{column: F(column) + number})


def _apply_retention(counts: dict[str, int]) -> None:
    together: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for field, number in counts.items():
        video_id, bucket, what = field.split(":")
        changes = together[int(video_id), int(bucket)]
        if what == "v":
            changes["views"] = number
        else:
            changes["seconds"] = round(number / 1000)
    alive = set(Video.objects.filter(pk__in={v for v, _b in together}).values_list("pk", flat=True))
    rows = [RetentionBucket(video_id=v, bucket=b) for v, b in sorted(together) if v in alive]
    RetentionBucket.objects.bulk_create(rows, ignore_conflicts=True)
    for (video, twentieth), changes in sorted(together.items()):
        RetentionBucket.objects.filter(video_id=video, bucket=twentieth).update(
            **{column: F(column) + more for column, more in changes.items()}
        )


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
