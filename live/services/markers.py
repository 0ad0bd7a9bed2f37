"""Moments of a broadcast that its creator wants to find again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.plain_text import clean_text, is_visible
from core.problems import Problem
from live.models import Broadcast, Marker, Stream

MOST = 500
LONGEST = 100


class NotOnAir(Problem):
    """There is no moment to mark."""

    def __init__(self) -> None:
        super().__init__(409, "not-on-air", _("Markers can be set while the stream is on air."))


class MarkersFull(Problem):
    """A broadcast has as many as it may."""

    def __init__(self) -> None:
        super().__init__(409, "too-many-markers", _("A broadcast has at most 500 markers."))


def add_marker(*, stream: Stream, text: str = "", actor: User) -> Marker:
    """Mark this moment. Raises `NotOnAir` and `MarkersFull`."""
    broadcast = Broadcast.objects.filter(
        stream=stream, ended_at=None, live_at__isnull=False
    ).first()
    if broadcast is None or broadcast.live_at is None:
        raise NotOnAir
    if broadcast.markers.count() >= MOST:
        raise MarkersFull
    kept = clean_text(text)[:LONGEST]
    at_s = (timezone.now() - broadcast.live_at).total_seconds()
    return Marker.objects.create(
        broadcast=broadcast,
        at_s=round(max(0.0, at_s), 1),
        # A chapter whose name nobody sees is named by its number.
        text=kept if is_visible(kept) else "",
        made_by=actor,
    )


def drop_marker(*, stream: Stream, marker_id: int) -> bool:
    """Forget a marker of this stream. False when there is none."""
    found, _each = Marker.objects.filter(pk=marker_id, broadcast__stream=stream).delete()
    return bool(found)
