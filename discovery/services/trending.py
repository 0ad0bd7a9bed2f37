"""Recomputes trending scores in one statement.

The score is the base-2 logarithm of a sum in which every view counts 2^(age of the site at the time
of the view / half-life): later views weigh more, instead of earlier ones fading. The order is that of
an exponentially decaying count, yet only rows with new views need writing
(Cormode et al., "Forward Decay", ICDE 2009).
"""

from django.conf import settings
from django.db import connection

from core.cache import drop_group
from videos.services.catalogue_cache import CATALOGUE

# Watching for two minutes counts like one more view: titles that disappoint sink.
WATCH_S_PER_VIEW = 120

_NOW = "extract(epoch FROM now() - timestamptz '2020-01-01') / 3600.0 / %(half_life_h)s"
_BORN = "extract(epoch FROM published_at - timestamptz '2020-01-01') / 3600.0 / %(half_life_h)s"

# log2(2^a + 2^b) without leaving the range of a double: the larger, and a correction of at most 1.
_ADD = """greatest({a}, {b}) + log(2.0, (1 + power(2.0, -least(abs({a} - {b}), 50)))::numeric)"""

_RECOMPUTE = f"""
WITH gained AS (
    SELECT id,
        CASE WHEN trending_score = 0 THEN {_BORN} ELSE trending_score END AS score,
        {_NOW} + ln(greatest(
            (greatest(view_count - trending_views, 0)
                + greatest(watch_time_s - trending_watch_s, 0) / %(watch_s)s), 1e-9)) / ln(2) AS gain,
        view_count, watch_time_s
    FROM videos_video
    WHERE state IN ('playable', 'ready') AND privacy = 'public' AND published_at <= now()
        AND (trending_score = 0 OR view_count > trending_views OR watch_time_s > trending_watch_s)
)
UPDATE videos_video AS video
SET trending_score = {_ADD.format(a="gained.score", b="gained.gain")},
    trending_views = gained.view_count,
    trending_watch_s = gained.watch_time_s
FROM gained WHERE gained.id = video.id
"""  # noqa: S608


def recompute_trending() -> int:
    """Add what was watched since the last time to the scores; return how many rows changed.

    A newly published video starts as if it had been watched once when it came out. Cached lists
    are dropped. Running it twice adds nothing twice: what is counted is remembered in the row.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _RECOMPUTE,
            {"half_life_h": settings.TRENDING_HALF_LIFE_H, "watch_s": float(WATCH_S_PER_VIEW)},
        )
        changed: int = cursor.rowcount
    if changed:
        drop_group(CATALOGUE)
    return changed
