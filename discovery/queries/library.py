"""What one person left behind and put aside: history, resume positions, watch later, following."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Follow, User
from core.pagination import Page, paginate
from discovery.models import WatchLater
from videos.models import Video, WatchProgress
from videos.queries.progress import with_progress

PAGE = 24


def _cards(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("video__channel", "video__current").defer(
        "video__description",
        "video__search",
        "video__password",
        "video__current__plan",
        "video__current__external",
    )


def history(viewer: User, cursor: str | None, limit: int = PAGE) -> Page:
    """What `viewer` watched, latest first. Each row has `.video` and `.position_ms`."""
    rows = _cards(
        WatchProgress.objects.filter(user=viewer, video__in=Video.objects.known_to(viewer))
    )
    page = paginate(rows, order_by="-updated_at", cursor=cursor, limit=limit)
    for row in page.items:
        row.video.position_ms = row.position_ms
    return page


def continue_watching(viewer: User, count: int = 6) -> list[Video]:
    """Videos begun and not finished, latest first."""
    videos = [row.video for row in history(viewer, None).items]
    return [v for v in videos if 0 < v.position_ms < v.duration_ms * 0.95][:count]


def watch_later(viewer: User, cursor: str | None, limit: int = PAGE) -> Page:
    """What `viewer` put aside, latest first. Each row has `.video`."""
    rows = _cards(WatchLater.objects.filter(user=viewer, video__in=Video.objects.known_to(viewer)))
    page = paginate(rows, order_by="-created_at", cursor=cursor, limit=limit)
    with_progress([row.video for row in page.items], viewer)
    return page


def following(viewer: User, cursor: str | None, limit: int = PAGE) -> Page:
    """Listed videos of the channels that `viewer` follows, newest first."""
    channels = Follow.objects.filter(user=viewer).values("channel")
    rows = Video.objects.listed().filter(channel__in=channels).for_cards()
    page = paginate(rows, order_by="-published_at", cursor=cursor, limit=limit)
    with_progress(page.items, viewer)
    return page


def followed_channels(viewer: User, cursor: str | None, limit: int = PAGE) -> Page:
    """The channels that `viewer` follows, the last first. Each row has `.channel` and `.created_at`."""
    rows = Follow.objects.filter(user=viewer, channel__owner__is_active=True)
    return paginate(
        rows.select_related("channel"), order_by="-created_at", cursor=cursor, limit=limit
    )
