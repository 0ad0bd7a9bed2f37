"""A premiere's beginning is a comparison with the clock; here it is written down, once, for all to agree."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from videos.models import Video


def begin_when_playable(*, video: Video, now: datetime) -> None:
    """Let a premiere whose time came before it could play begin `now`. The caller holds its row, as it was."""
    if video.state in Video.PLAYABLE:
        return
    Video.objects.filter(
        pk=video.pk, is_premiere=True, premiered_at=None, published_at__lte=now
    ).update(published_at=now, premiered_at=now)


def keep_beginnings(pks: Iterable[int]) -> list[int]:
    """Write down of videos that are out when their premieres began; the keys of those that just did."""
    begun = Video.objects.filter(pk__in=list(pks), is_premiere=True, premiered_at=None)
    keys = list(begun.values_list("pk", flat=True))
    Video.objects.filter(pk__in=keys).update(premiered_at=F("published_at"))
    return keys
