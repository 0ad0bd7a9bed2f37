"""Premieres that are announced, and which of them somebody is to be reminded of."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Channel, User
from videos.models import PremiereReminder, Video
from videos.models.video import VideoQuerySet

# How long after its time a premiere that cannot play yet is waited for in lists.
LATE = timedelta(hours=3)


def coming_premieres(channel: Channel | None = None) -> VideoQuerySet:
    """What anybody may find and is still to come, ready for cards, the next first."""
    rows = Video.objects.announced().filter(
        privacy=Video.Privacy.PUBLIC, published_at__gt=timezone.now() - LATE
    )
    rows = rows.filter(channel=channel) if channel else rows
    return rows.for_cards().order_by("published_at", "pk")


def waited_for(viewer: User) -> QuerySet[PremiereReminder]:
    """What `viewer` is still to be told of, with its video: only those whose titles a list may tell, by link too."""
    shown = Video.objects.announced().filter(
        privacy__in=(Video.Privacy.PUBLIC, Video.Privacy.UNLISTED)
    )
    rows = PremiereReminder.objects.filter(user=viewer, sent_at=None, video__in=shown)
    return rows.select_related("video__channel", "video__current")


def reminded_of(videos: Iterable[Video], viewer: Any) -> set[int]:
    """The keys of those of `videos` that `viewer` (may be anonymous) is still to be reminded of."""
    wanted = [video.pk for video in videos]
    if not wanted or not viewer.is_authenticated:
        return set()
    mine = PremiereReminder.objects.filter(user=viewer.pk, video__in=wanted, sent_at=None)
    return set(mine.values_list("video_id", flat=True))
