"""Streams and premieres of channels somebody follows, and streams that match a search."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Follow, User
from live.models import Stream
from live.queries.listing import announced, live_now
from live.queries.reminding import reminded_of
from live.queries.searching import search_streams
from live.services.cards import StreamCard, stream_cards
from videos.models import Video
from videos.queries.catalogue import Filters
from videos.queries.premieres import coming_premieres

# One row of each on a desk, and no more than a thumb scrolls past.
MOST_LIVE = 8
MOST_COMING = 4
# Of the latest so many the most watched are shown.
POOL = 60


@dataclass(frozen=True)
class Streams:
    """On air, the most watched first; and announced, the next first."""

    live: list[StreamCard] = field(default_factory=list)
    coming: list[StreamCard] = field(default_factory=list)

    @property
    def all(self) -> list[StreamCard]:
        """Both, in this order."""
        return [*self.live, *self.coming]


def followed_streams(viewer: User) -> Streams:
    """What anybody may find of the channels that `viewer` follows."""
    channels = Follow.objects.filter(user=viewer).values("channel")
    live, coming = (rows.filter(channel__in=channels) for rows in (live_now(), announced()))
    return _cards(live[:POOL], coming[:MOST_COMING])


def followed_premieres(viewer: User) -> list[Video]:
    """What is still to come of the channels that `viewer` follows, the next first."""
    channels = Follow.objects.filter(user=viewer).values("channel")
    return list(coming_premieres().filter(channel__in=channels)[:MOST_COMING])


def found_streams(text: str, filters: Filters) -> Streams:
    """What anybody may find and matches `text`. None when a filter asks for what only a video has."""
    if filters.uploaded or filters.duration or filters.captions:
        return Streams()
    found = search_streams(text, category=filters.category, language=filters.language)
    if found is None:
        return Streams()
    live, coming = found
    return _cards(live[:POOL], coming[:MOST_COMING])


def reminded(streams: Streams, viewer: Any) -> set[int]:
    """The keys of those announced that `viewer` (may be anonymous) is to be reminded of."""
    return reminded_of((card.stream for card in streams.coming), viewer)


def _cards(live: Iterable[Stream], coming: Iterable[Stream]) -> Streams:
    cards = stream_cards([*live, *coming])
    on_air = [card for card in cards if card.stream.is_on_air]
    announced_ones = [card for card in cards if not card.stream.is_on_air]
    return Streams(sorted(on_air, key=lambda card: -card.viewers)[:MOST_LIVE], announced_ones)
