"""One heartbeat of a player: what was watched since the last one.

A player may claim anything, so the server's clock bounds what is believed: between two heartbeats
nobody watches more than the time that went by, times the fastest speed.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from accounts.models import User
from videos.models import Video, WatchProgress
from videos.services.viewing import keys

logger = logging.getLogger(__name__)

WINDOW_S = 30 * 60
VIEW_AFTER_S = 30.0
VIEW_AFTER_SHARE = 0.5
FASTEST = 2.0
FIRST_CREDIT_S = 15.0
SLACK_S = 2.0
MOST_RANGES = 50
MOST_VIEWS_PER_ADDRESS = 40


@dataclass(frozen=True)
class Watched:
    """Whose heartbeat, and what it says. Ranges and position are seconds of the video."""

    user: User | None
    address: str
    agent: str
    ranges: Sequence[tuple[float, float]]
    position_s: float

    @property
    def viewer(self) -> str:
        """Tells viewers apart without keeping who they are."""
        if self.user:
            return f"u{self.user.pk}"
        return salted_hmac("videos.viewer", f"{self.address}|{self.agent}").hexdigest()[:24]


def record_watching(*, video: Video, watched: Watched) -> bool:
    """Count what was really watched; True when this heartbeat made it a view.

    A view is counted once per viewer and 30 minutes, after 30 s or half of a short video. With Redis
    down nothing is counted and nothing breaks. Where a signed-in person stopped is kept if they want.
    """
    _keep_progress(video, watched)
    duration_s = video.duration_ms / 1000
    ranges = _merged(watched.ranges, duration_s)
    if not ranges or video.is_owned_by(watched.user or _NOBODY):
        return False
    try:
        return _count(video, watched, ranges, duration_s)
    except (RedisError, OSError):
        logger.warning("A heartbeat was not counted: Redis does not answer")
        return False


def clock() -> float:
    """The server's time in seconds: what heartbeats are held against."""
    return time.time()


class _Nobody:
    is_authenticated = False


_NOBODY = _Nobody()


def _count(
    video: Video, watched: Watched, ranges: list[tuple[float, float]], duration_s: float
) -> bool:
    client = keys.redis()
    visit = keys.viewer_key(video.pk, watched.viewer)
    now = clock()
    last, total, counted, seen = client.hmget(visit, "at", "seconds", "counted", "seen")
    gone_by_s = FIRST_CREDIT_S if last is None else max(0.0, now - float(last)) * FASTEST + SLACK_S
    ranges = _bounded(ranges, gone_by_s)
    seconds = sum(end - start for start, end in ranges)
    together = float(total or 0) + seconds
    mask = int(seen or 0)
    touched, mask = _buckets(ranges, duration_s, mask)
    pipeline = client.pipeline(transaction=True)
    pipeline.hset(visit, mapping={"at": now, "seconds": together, "seen": mask})
    if last is None:
        pipeline.expire(visit, WINDOW_S)
    pipeline.hincrby(keys.SECONDS, str(video.pk), round(seconds))
    for bucket, (length, is_new) in touched.items():
        pipeline.hincrby(keys.RETENTION, f"{video.pk}:{bucket}:s", round(length))
        if is_new:
            pipeline.hincrby(keys.RETENTION, f"{video.pk}:{bucket}:v", 1)
    pipeline.execute()
    if counted or together < min(VIEW_AFTER_S, duration_s * VIEW_AFTER_SHARE):
        return False
    # Two heartbeats at once: only the one that sets the field counts.
    if not client.hsetnx(visit, "counted", 1) or not _address_may_count(client, video, watched):
        return False
    client.hincrby(keys.VIEWS, str(video.pk), 1)
    return True


def _address_may_count(client: object, video: Video, watched: Watched) -> bool:
    """One address stands for a household or an office, not for a thousand invented browsers."""
    if watched.user:
        return True
    key = keys.address_key(video.pk, watched.address)
    count = client.incr(key)  # type: ignore[attr-defined]
    if count == 1:
        client.expire(key, WINDOW_S)  # type: ignore[attr-defined]
    return bool(count <= MOST_VIEWS_PER_ADDRESS)


def _merged(ranges: Sequence[tuple[float, float]], duration_s: float) -> list[tuple[float, float]]:
    """Ranges within the video, in order, without overlaps."""
    within = sorted(
        (max(0.0, start), min(duration_s, end))
        for start, end in ranges[:MOST_RANGES]
        if end > start
    )
    merged: list[tuple[float, float]] = []
    for start, end in within:
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _bounded(ranges: list[tuple[float, float]], most_s: float) -> list[tuple[float, float]]:
    """The first `most_s` seconds of the ranges."""
    kept: list[tuple[float, float]] = []
    left = most_s
    for start, end in ranges:
        if left <= 0:
            break
        kept.append((start, min(end, start + left)))
        left -= end - start
    return kept


def _buckets(
    ranges: list[tuple[float, float]], duration_s: float, mask: int
) -> tuple[dict[int, tuple[float, bool]], int]:
    """Seconds watched in each twentieth of the video, whether it is new to this visit, and the new mask."""
    size = duration_s / keys.BUCKETS
    lengths: dict[int, float] = {}
    for start, end in ranges:
        for bucket in range(int(start // size), min(keys.BUCKETS - 1, int(end // size)) + 1):
            overlap = min(end, (bucket + 1) * size) - max(start, bucket * size)
            if overlap > 0:
                lengths[bucket] = lengths.get(bucket, 0.0) + overlap
    touched = {bucket: (length, not mask >> bucket & 1) for bucket, length in lengths.items()}
    for bucket in lengths:
        mask |= 1 << bucket
    return touched, mask


def _keep_progress(video: Video, watched: Watched) -> None:
    if watched.user is None or not watched.user.keep_history:
        return
    position = max(0, min(round(watched.position_s * 1000), video.duration_ms))
    WatchProgress.objects.update_or_create(
        user=watched.user, video=video, defaults={"position_ms": position}
    )
