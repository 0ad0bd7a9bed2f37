"""Finding streams by what a person typed."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from live.models import Stream
from live.models.stream import LATE, StreamQuerySet
from live.queries.listing import announced, live_now
from videos.services.search_index import TsQuery, parse_query
from videos.services.search_index.tokens import fold


def search_streams(
    text: str, *, category: str = "", language: str = ""
) -> tuple[StreamQuerySet, StreamQuerySet] | None:
    """What anybody may find and matches `text`: on air, the latest first; and announced, the next first.
    None when nothing matches.

    A stream matches by its words, as a video does, or by its channel's name or handle as they are now.
    """
    keys = _matching(text)
    if not keys:
        return None
    matches = Q(pk__in=keys)
    if category:
        matches &= Q(category=category)
    if language:
        matches &= Q(language=language)
    return live_now().filter(matches), announced().filter(matches)


def streams_titled(query: TsQuery, count: int) -> list[Stream]:
    """Up to `count` streams that anybody may find and whose vector matches: on air, the latest first; then announced.

    Most often there is none, and that costs one small question.
    """
    keys = _keys(f"stream.search @@ {query.sql}", query.params)
    if not keys:
        return []
    on_air = list(live_now().filter(pk__in=keys)[:count])
    coming = announced().filter(pk__in=keys)[: count - len(on_air)]
    return [*on_air, *coming]


def _matching(text: str) -> list[int]:
    """Keys of streams that match, whoever may find them."""
    query = parse_query(text)
    if not query:
        return []
    typed = fold(text.replace("\x00", "")).strip().removeprefix("@")
    matches = f"""
        stream.search @@ {query.sql}
        OR %s AND (channel.handle = %s OR position(upper(%s) IN upper(channel.name)) > 0)
    """
    return _keys(matches, [*query.params, len(typed) > 1, typed, typed])


def _keys(matches: str, params: Sequence[Any]) -> list[int]:
    """Keys of the streams on air or announced that the SQL of `matches` lets through, whoever may find them.

    By hand, since every search of videos asks this and most often nothing is live that matches: to build the
    whole question costs more than to ask this one. What is neither on air nor announced is most, and left to the
    partial indexes to leave out.
    """
    sql = f"""
        SELECT stream.id FROM live_stream stream JOIN accounts_channel channel ON channel.id = stream.channel_id
        WHERE (stream.state IN ('live', 'reconnecting')
               OR stream.state IN ('waiting', 'starting') AND stream.starts_at > %s)
          AND ({matches})
    """  # noqa: S608  (the SQL is ours, its words are parameters)
    with connection.cursor() as cursor:
        cursor.execute(sql, [timezone.now() - LATE, *params])
        return [key for (key,) in cursor.fetchall()]
