"""Streams as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from live.models import Broadcast, Stream
from live.services.pictures import picture_url
from live.services.viewers import viewers_of


@dataclass(frozen=True)
class StreamCard:
    """A stream with what is worked out for its card."""

    stream: Stream
    picture: str
    viewers: int
    live_at: datetime | None


def stream_cards(streams: Iterable[Stream]) -> list[StreamCard]:
    """Cards of these streams (channels joined), with two questions for all."""
    rows = list(streams)
    on_air = [row for row in rows if row.is_on_air]
    watching = viewers_of(row.public_id for row in on_air)
    began = _began(on_air) if on_air else {}
    return [
        StreamCard(row, picture_url(row), watching.get(row.public_id, 0), began.get(row.pk))
        for row in rows
    ]


def _began(streams: list[Stream]) -> dict[int, datetime | None]:
    open_ones = Broadcast.objects.filter(stream__in=streams, ended_at=None)
    return dict(open_ones.values_list("stream_id", "live_at"))
