"""Search: rank at most five hundred candidates, keep their ids for a minute, read rows afresh. Premieres to come stand beside them."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.conf import settings
from django.db import connection
from django.db.models import BooleanField, F, FloatField
from django.db.models.expressions import RawSQL

from accounts.models import Channel
from core.cache import cached
from videos.models import Video
from videos.models.video import VideoQuerySet
from videos.queries.catalogue import Filters, cards_in_order, listed_videos
from videos.queries.premieres import coming_premieres
from videos.services.catalogue_cache import CATALOGUE
from videos.services.search_index import TsQuery, parse_query
from videos.services.search_index.tokens import fold

SearchSort = Literal["relevance", "newest", "views"]

# More are not counted, ranked or paged through: "500+".
MAX_RESULTS = 500
MOST_PREMIERES = 4

# Text match (title before tags before description, long texts damped), lifted gently by age and
# by views: a fresh video counts up to half more, one with a million views about twice. The age is
# made a float first: `exp` of a numeric takes five times as long as all the rest.
_SCORE = """
    ts_rank('{{0.05, 0.15, 0.4, 1.0}}', videos_video.search, {query}, 1)
    * (1 + 0.5 * exp(-least(greatest(
        extract(epoch FROM now() - videos_video.published_at)::float8, 0) / 2592000, 50)))
    * (1 + 0.07 * ln(1 + videos_video.view_count))
"""


@dataclass(frozen=True)
class SearchPage:
    """One page of results. `total` is exact unless `more_than_total`; `premieres` come with the first page, the next first."""

    videos: Sequence[Video]
    premieres: Sequence[Video]
    total: int
    more_than_total: bool
    next_start: int | None


def search_videos(
    text: str, filters: Filters, *, sort: SearchSort = "relevance", start: int = 0, count: int = 24
) -> SearchPage:
    """Find listed videos by what a person typed. Any text is answered; nonsense finds nothing."""
    pks, coming = _found(text, filters, sort)
    capped = len(pks) > MAX_RESULTS
    pks = pks[:MAX_RESULTS]
    end = start + count
    return SearchPage(
        videos=cards_in_order(pks[start:end]),
        premieres=_premieres(coming, filters) if coming and not start else [],
        total=len(pks),
        more_than_total=capped,
        next_start=end if end < len(pks) else None,
    )


def _found(text: str, filters: Filters, sort: SearchSort) -> tuple[list[int], list[int]]:
    """Keys of videos, best first, and of premieres that match."""
    query = parse_query(text)
    if not query:
        return [], []
    told = repr((query, asdict(filters), sort))
    key = hashlib.sha256(told.encode()).hexdigest()[:32]
    return cached(
        f"found:{key}",
        fresh_s=settings.SEARCH_CACHE_S,
        build=lambda: (_rank(query, filters, sort), premiere_keys(query)),
        group=CATALOGUE,
    )


def _premieres(keys: Sequence[int], filters: Filters) -> list[Video]:
    """Those of `keys` that anybody may find and are still to come. None when a filter asks for what is out."""
    if filters.uploaded or filters.duration or filters.captions:
        return []
    rows = coming_premieres().filter(pk__in=keys)
    rows = rows.filter(category=filters.category) if filters.category else rows
    rows = rows.filter(language=filters.language) if filters.language else rows
    return list(rows[:MOST_PREMIERES])


def premiere_keys(query: TsQuery) -> list[int]:
    """Keys of the premieres that have not begun and match, whoever may find them.

    By hand, since most often there is none: to build the whole question costs more than to ask this one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT id FROM videos_video WHERE is_premiere AND premiered_at IS NULL
                AND videos_video.search @@ {query.sql} ORDER BY published_at LIMIT {MAX_RESULTS}""",  # noqa: S608
            query.params,
        )
        return [key for (key,) in cursor.fetchall()]


def _rank(query: TsQuery, filters: Filters, sort: SearchSort) -> list[int]:
    """Up to 501 ids, best first. For relevance the newest 501 matches are the candidates."""
    matches = matching(listed_videos(filters), query)
    if sort == "views":
        return list(
            matches.order_by("-view_count", "-pk").values_list("pk", flat=True)[: MAX_RESULTS + 1]
        )
    newest = matches.order_by("-published_at", "-pk")[: MAX_RESULTS + 1]
    if sort == "newest":
        return list(newest.values_list("pk", flat=True))
    score = RawSQL(  # noqa: S611  (the query's SQL is ours, its words are parameters)
        _SCORE.format(query=query.sql), query.params, output_field=FloatField()
    )
    candidates = newest.annotate(score=score).values("pk", "score")
    sql, params = candidates.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT pk FROM ({sql}) AS candidates ORDER BY score DESC, pk DESC",  # noqa: S608
            params,
        )
        return [pk for (pk,) in cursor.fetchall()]


def matching(videos: VideoQuerySet, query: TsQuery) -> VideoQuerySet:
    """Those of `videos` whose vector matches `query`."""
    return videos.filter(
        RawSQL(  # noqa: S611  (the query's SQL is ours, its words are parameters)
            f"videos_video.search @@ {query.sql}", query.params, output_field=BooleanField()
        )
    )


def channels_for(text: str, videos: Sequence[Video]) -> list[Channel]:
    """Up to three channels to show above the results: the handle typed, or a name that contains
    all that was typed among the channels of `videos`."""
    wanted = fold(text).strip().removeprefix("@")
    if not wanted or "\x00" in wanted:
        return []
    among = {
        video.channel_id
        for video in videos
        if wanted in fold(video.channel.name) or wanted in video.channel.handle
    }
    rows: Any = Channel.objects.filter(handle=wanted) | Channel.objects.filter(pk__in=among)
    return list(rows.order_by(F("follower_count").desc(), "pk")[:3])
