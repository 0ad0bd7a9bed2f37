"""Suggestions while somebody types: titles of popular listed videos that go on as the text does."""

import unicodedata
from dataclasses import dataclass

from django.conf import settings

from accounts.models import Channel
from core.cache import cached
from discovery.queries.search import matching
from videos.models import Video
from videos.services.catalogue_cache import CATALOGUE
from videos.services.search_index import TsQuery, parse_query
from videos.services.search_index.tokens import fold

COUNT = 8
CANDIDATES = 40


@dataclass(frozen=True)
class Suggestion:
    """A title to search for, or (with `handle`) a channel to go to."""

    text: str
    handle: str = ""


def suggest(text: str) -> list[Suggestion]:
    """Up to 8 suggestions for a text of any kind, channels first; cached for a minute."""
    typed = fold(text[:100]).strip()
    if not typed or "\x00" in typed:
        return []
    return cached(
        f"suggest:{typed.encode('utf-8', 'replace').hex()}",
        fresh_s=settings.SEARCH_CACHE_S,
        build=lambda: _suggest(typed),
        group=CATALOGUE,
    )


def _suggest(typed: str) -> list[Suggestion]:
    channels = [Suggestion(c.name, c.handle) for c in _channels(typed)]
    seen: dict[str, Suggestion] = {}
    for title in _titles(typed):
        seen.setdefault(fold(title), Suggestion(title))
    return [*channels, *seen.values()][:COUNT]


def _titles(typed: str) -> list[str]:
    query = parse_query(typed, complete_last=True, title_only=True)
    titles = _most_viewed(query) if query else []
    if titles:
        return titles
    # A Hangul syllable is typed letter by letter: 노으 is on its way to 노을. Ask without it, and
    # keep what goes on with its letters.
    query = parse_query(typed[:-1], complete_last=True, title_only=True)
    if not query:
        return []
    letters = unicodedata.normalize("NFKD", typed)
    return [
        title
        for title in _most_viewed(query)
        if letters in unicodedata.normalize("NFKD", fold(title))
    ]


def _most_viewed(query: TsQuery) -> list[str]:
    videos = matching(Video.objects.listed(), query)
    newest = videos.order_by("-published_at", "-pk").values_list("title", "view_count")
    best = sorted(newest[:CANDIDATES], key=lambda row: -row[1])
    return [title for title, _views in best]


def _channels(typed: str) -> list[Channel]:
    """Channels whose handle or name begins with what was typed, most followed first."""
    name = typed.removeprefix("@")
    if len(name) < 2:
        return []
    rows = Channel.objects.filter(handle__startswith=name) | Channel.objects.filter(
        name__istartswith=name
    )
    return list(rows.filter(videos__isnull=False).distinct().order_by("-follower_count", "pk")[:2])
