"""Suggestions while somebody types: titles that go on as the text does, of streams, premieres and popular listed videos."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from accounts.models import Channel
from core.cache import cached
from discovery.queries.search import matching, premiere_keys
from live.queries.searching import streams_titled
from videos.models import Video
from videos.queries.premieres import coming_premieres
from videos.services.catalogue_cache import CATALOGUE
from videos.services.search_index import TsQuery, parse_query
from videos.services.search_index.tokens import fold

COUNT = 8
CANDIDATES = 40
MOST_STREAMS = 3
MOST_PREMIERES = 2


@dataclass(frozen=True)
class Suggestion:
    """A title to search for; with `url` a channel (`handle`), a stream (`stream`) or a premiere (`premiere`) to go to.

    A stream is `live`, or announced for `starts_at` (ISO), as a premiere is.
    """

    text: str
    url: str = ""
    handle: str = ""
    stream: str = ""
    premiere: str = ""
    live: bool = False
    starts_at: str = ""


def suggest(text: str) -> list[Suggestion]:
    """Up to 8 suggestions for a text of any kind: channels, streams, premieres, then titles.

    All but streams are cached for a minute: those begin and end, and are seldom there.
    """
    typed = fold(text[:100]).strip()
    if not typed or "\x00" in typed:
        return []
    channels, premieres, titles = cached(
        f"suggested:{typed.encode('utf-8', 'replace').hex()}",
        fresh_s=settings.SEARCH_CACHE_S,
        build=lambda: (
            _channels(typed),
            _going_on(typed, _premieres),
            _going_on(typed, _most_viewed),
        ),
        group=CATALOGUE,
    )
    announced = [*_going_on(typed, _streams), *premieres]
    told = {fold(each.text) for each in announced}
    return [*channels, *announced, *(each for each in titles if fold(each.text) not in told)][
        :COUNT
    ]


def _going_on(typed: str, find: Callable[[TsQuery], list[Suggestion]]) -> list[Suggestion]:
    query = parse_query(typed, complete_last=True, title_only=True)
    found = find(query) if query else []
    if found:
        return found
    # A Hangul syllable is typed letter by letter: 노으 is on its way to 노을. Ask without it, and
    # keep what goes on with its letters.
    query = parse_query(typed[:-1], complete_last=True, title_only=True)
    if not query:
        return []
    letters = unicodedata.normalize("NFKD", typed)
    return [
        each for each in find(query) if letters in unicodedata.normalize("NFKD", fold(each.text))
    ]


def _streams(query: TsQuery) -> list[Suggestion]:
    return [
        Suggestion(
            stream.title,
            url=stream.get_absolute_url(),
            stream=stream.public_id,
            live=stream.is_on_air,
            starts_at=stream.starts_at.isoformat()
            if stream.starts_at and not stream.is_on_air
            else "",
        )
        for stream in streams_titled(query, MOST_STREAMS)
    ]


def _premieres(query: TsQuery) -> list[Suggestion]:
    keys = premiere_keys(query)
    coming = coming_premieres().filter(pk__in=keys)[:MOST_PREMIERES] if keys else ()
    return [
        Suggestion(
            video.title,
            url=video.get_absolute_url(),
            premiere=video.public_id,
            starts_at=video.published_at.isoformat() if video.published_at else "",
        )
        for video in coming
    ]


def _most_viewed(query: TsQuery) -> list[Suggestion]:
    videos = matching(Video.objects.listed(), query)
    newest = videos.order_by("-published_at", "-pk").values_list("title", "view_count")
    best = sorted(newest[:CANDIDATES], key=lambda row: -row[1])
    titles = {fold(title): title for title, _views in reversed(best)}
    return [Suggestion(title) for title in reversed(titles.values())]


def _channels(typed: str) -> list[Suggestion]:
    """Channels whose handle or name begins with what was typed, most followed first."""
    name = typed.removeprefix("@")
    if len(name) < 2:
        return []
    rows = Channel.objects.filter(handle__startswith=name) | Channel.objects.filter(
        name__istartswith=name
    )
    found = rows.filter(videos__isnull=False).distinct().order_by("-follower_count", "pk")[:2]
    return [Suggestion(each.name, url=f"/@{each.handle}", handle=each.handle) for each in found]
