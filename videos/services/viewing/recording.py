"""One heartbeat of a player: what was watched since the last one.

A player may claim anything, so the server's clock bounds what is believed: nobody watches more
than the time that went by, times the fastest speed.
"""

import logging
import time
from typing import Any

from redis.exceptions import RedisError, WatchError

from accounts.models import User
from videos.models import Video, WatchProgress
from videos.services.viewing import keys
from videos.services.viewing.ranges import Span, bounded, merged, twentieths
from videos.services.viewing.viewers import Watched, is_robot

logger = logging.getLogger(__name__)

WINDOW_S = 30 * 60
VIEW_AFTER_S = 30.0
VIEW_AFTER_SHARE = 0.5
FASTEST = 2.0
FIRST_CREDIT_S = 15.0
SLACK_S = 2.0
MOST_VIEWS_PER_ADDRESS = 40
TRIES = 4


def record_watching(*, video: Video, watched: Watched) -> bool:
    """Count what was really watched; True when this heartbeat made it a view.

    A view is counted once for each visit, after 30 s or half of a short video; a visit ends when
    30 minutes pass without a heartbeat. With Redis down nothing is counted and nothing breaks.
    Where a signed-in person stopped is kept if they want.
    """
    duration_s = video.duration_ms / 1000
    _keep_progress(video, watched)
    spans = merged(watched.ranges, duration_s)
    if not spans or not _counts(video, watched):
        return False
    try:
        return _count(video, watched, spans, duration_s)
    except (RedisError, OSError):
        logger.warning("A heartbeat was not counted: Redis does not answer")
        return False


def clock() -> float:
    """The server's time in seconds: what heartbeats are held against."""
    return time.time()


def _counts(video: Video, watched: Watched) -> bool:
    """Not the owner's own watching, not robots, not what only staff can see."""
    if watched.user is not None and video.is_owned_by(watched.user):
        return False
    if not video.is_published or video.privacy == Video.Privacy.PRIVATE:
        return False
    return not is_robot(watched.agent)


def _count(video: Video, watched: Watched, spans: list[Span], duration_s: float) -> bool:
    """Try the heartbeat against the visit as it stands; another one of the same visit, arriving
    in between, makes Redis refuse the transaction, and it is tried on what that one left."""
    client = keys.redis()
    for _attempt in range(TRIES):
        with client.pipeline(transaction=True) as pipeline:
            try:
                return _visit(pipeline, video, watched, spans, duration_s)
            except WatchError:
                continue
    logger.info("A heartbeat was dropped: too many of one visit at once")
    return False


def _visit(
    pipeline: Any, video: Video, watched: Watched, spans: list[Span], duration_s: float
) -> bool:
    visit = keys.viewer_key(video.pk, watched.viewer)
    pipeline.watch(visit)
    began, last, total, counted, seen = pipeline.hmget(
        visit, "began", "at", "seconds", "counted", "seen"
    )
    now = clock()
    watched_s = float(total or 0)
    spans = bounded(spans, _credit(now, began, last, watched_s))
    together = watched_s + sum(end - start for start, end in spans)
    enough = together >= min(VIEW_AFTER_S, duration_s * VIEW_AFTER_SHARE)
    is_view = not counted and enough and _address_may_count(pipeline, video, watched)
    lengths, mask = twentieths(spans, duration_s, int(seen or 0))

    pipeline.multi()
    facts: dict[str, float] = {"at": now, "seconds": together, "seen": mask}
    if began is None:
        facts["began"] = now
    if enough:
        # Also when the address has used up its views: it is asked once a visit.
        facts["counted"] = 1
    pipeline.hset(visit, mapping=facts)
    pipeline.expire(visit, WINDOW_S)
    if lengths:
        pipeline.hincrby(
            keys.WATCHED_MS,
            str(video.pk),
            round(1000 * sum(each for each, _new in lengths.values())),
        )
    for twentieth, (length_s, is_new) in lengths.items():
        pipeline.hincrby(keys.RETENTION, f"{video.pk}:{twentieth}:ms", round(length_s * 1000))
        if is_new:
            pipeline.hincrby(keys.RETENTION, f"{video.pk}:{twentieth}:v", 1)
    if is_view:
        pipeline.hincrby(keys.VIEWS, str(video.pk), 1)
        if watched.user is None:
            pipeline.incr(keys.address_key(video.pk, watched.network))
            pipeline.expire(keys.address_key(video.pk, watched.network), WINDOW_S)
    pipeline.execute()
    return is_view


def _credit(now: float, began: Any, last: Any, watched_s: float) -> float:
    """How many seconds are believed: bounded since the last heartbeat, and over the whole visit."""
    if began is None or last is None:
        return FIRST_CREDIT_S
    since_last = max(0.0, now - float(last)) * FASTEST + SLACK_S
    whole_visit = FIRST_CREDIT_S + max(0.0, now - float(began)) * FASTEST + SLACK_S
    return max(0.0, min(since_last, whole_visit - watched_s))


def _address_may_count(pipeline: Any, video: Video, watched: Watched) -> bool:
    """One address stands for a household or an office, not for a thousand invented browsers."""
    if watched.user is not None:
        return True
    key = keys.address_key(video.pk, watched.network)
    pipeline.watch(key)
    return int(pipeline.get(key) or 0) < MOST_VIEWS_PER_ADDRESS


def _keep_progress(video: Video, watched: Watched) -> None:
    user: User | None = watched.user
    if user is None or not user.keep_history:
        return
    # Bounded first: a position beyond every number must not reach the arithmetic.
    position_s = min(max(0.0, watched.position_s), video.duration_ms / 1000)
    WatchProgress.objects.update_or_create(
        user=user, video=video, defaults={"position_ms": round(position_s * 1000)}
    )
