"""From Redis into Postgres: batches that are applied exactly once, whatever dies in between."""

import uuid
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import F

from core.metrics import count
from videos.models import CounterBatch, RetentionBucket, Video
from videos.services.viewing import keys


def flush() -> int:
    """Apply what was counted since the last time; returns how many batches.

    A batch is first set aside under a name of its own (RENAME is atomic), then applied together with
    a row of that name: a crash before the commit applies it next time, after it only the leftover goes.
    """
    client = keys.redis()
    for kind in (keys.VIEWS, keys.SECONDS, keys.RETENTION):
        if client.exists(kind):
            client.rename(kind, f"{keys.FLUSHING}{kind.rpartition(':')[2]}:{uuid.uuid4().hex}")
    batches = sorted(_text(name) for name in client.scan_iter(f"{keys.FLUSHING}*"))
    for name in batches:
        _apply(name, {_text(k): int(v) for k, v in client.hgetall(name).items()})
        client.delete(name)
    return len(batches)


@transaction.atomic
def _apply(name: str, counts: dict[str, int]) -> None:
    kind, batch = name.removeprefix(keys.FLUSHING).split(":")
    _row, new = CounterBatch.objects.get_or_create(batch=batch)
    if not new:
        return
    if kind == "retention":
        _apply_retention(counts)
        return
    column = "view_count" if kind == "views" else "watch_time_s"
    if kind == "views":
        flushed = sum(counts.values())
        transaction.on_commit(lambda: count("piyakast_views_flushed_total", by=flushed))
    for video_id, number in sorted(counts.items()):
        Video.objects.filter(pk=int(video_id)).update(**{column: F(column) + number})


def _apply_retention(counts: dict[str, int]) -> None:
    together: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for field, number in counts.items():
        video_id, bucket, what = field.split(":")
        together[int(video_id), int(bucket)]["views" if what == "v" else "seconds"] = number
    alive = set(Video.objects.filter(pk__in={v for v, _b in together}).values_list("pk", flat=True))
    rows = [RetentionBucket(video_id=v, bucket=b) for v, b in together if v in alive]
    RetentionBucket.objects.bulk_create(rows, ignore_conflicts=True)
    for (video, twentieth), changes in sorted(together.items()):
        RetentionBucket.objects.filter(video_id=video, bucket=twentieth).update(
            **{column: F(column) + more for column, more in changes.items()}
        )


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
