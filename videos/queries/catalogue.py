"""What lists and searches may be narrowed to, in one vocabulary for pages and API."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db.models import Exists, OuterRef
from django.utils import timezone

from videos.models import Caption, Video
from videos.models.video import VideoQuerySet

Uploaded = Literal["", "today", "week", "month", "year"]
Duration = Literal["", "short", "medium", "long"]
Sort = Literal["newest", "trending", "views"]

UPLOADED_DAYS = {"today": 1, "week": 7, "month": 31, "year": 366}
# Milliseconds, from (inclusive) and to (exclusive); None is no bound.
DURATION_MS: dict[str, tuple[int, int | None]] = {
    "short": (0, 4 * 60_000),
    "medium": (4 * 60_000, 20 * 60_000),
    "long": (20 * 60_000, None),
}
ORDER_BY: dict[Sort, str] = {
    "newest": "-published_at",
    "trending": "-trending_score",
    "views": "-view_count",
}


@dataclass(frozen=True)
class Filters:
    """Each empty value filters nothing."""

    uploaded: Uploaded = ""
    duration: Duration = ""
    category: str = ""
    language: str = ""
    captions: bool = False
    channel: str = ""

    def __bool__(self) -> bool:
        return self != Filters()


def listed_videos(filters: Filters) -> VideoQuerySet:
    """What anybody may find, narrowed by `filters`, in no order yet."""
    videos = Video.objects.listed()
    if filters.uploaded:
        since = timezone.now() - timedelta(days=UPLOADED_DAYS[filters.uploaded])
        videos = videos.filter(published_at__gte=since)
    if filters.duration:
        shortest, longest = DURATION_MS[filters.duration]
        videos = videos.filter(duration_ms__gte=shortest)
        if longest is not None:
            videos = videos.filter(duration_ms__lt=longest)
    if filters.category:
        videos = videos.filter(category=filters.category)
    if filters.language:
        videos = videos.filter(language=filters.language)
    if filters.captions:
        videos = videos.filter(Exists(Caption.objects.filter(video=OuterRef("pk"))))
    if filters.channel:
        videos = videos.filter(channel__handle=filters.channel.lower())
    return videos


def cards_in_order(pks: Iterable[int]) -> list[Video]:
    """The videos of `pks` that anybody may find now, ready for cards, in the order given.

    Whatever made the list may be minutes old: what has become private since is left out here.
    """
    pks = list(pks)
    if not pks:
        return []
    found = {video.pk: video for video in Video.objects.listed().for_cards().filter(pk__in=pks)}
    return [found[pk] for pk in pks if pk in found]
