"""What the watch page shows around a video, in a constant number of queries."""

from typing import Any

from django.db.models import QuerySet, Value

from videos.models import Transcode, Video, WatchProgress

RELATED = 20
_PER_REASON = RELATED
_SAME_TAG, _SAME_CHANNEL, _SAME_CATEGORY, _TRENDING = 4, 3, 1, 0


def related_videos(video: Video, limit: int = RELATED) -> list[Video]:
    """Public videos to watch next, best first: shared tags, the channel, the category, trending.

    Two queries: candidates from four short index walks in one UNION, then their cards.
    """
    listed = Video.objects.listed().exclude(pk=video.pk)
    trending = listed.order_by("-trending_score", "-id")
    newest = listed.filter(channel_id=video.channel_id).order_by("-published_at", "-id")
    same_tag = trending.filter(tags__overlap=video.tags) if video.tags else trending.none()
    reasons = [
        _candidates(trending, _TRENDING),
        _candidates(newest, _SAME_CHANNEL),
        _candidates(trending.filter(category=video.category), _SAME_CATEGORY),
        _candidates(same_tag, _SAME_TAG),
    ]
    weights: dict[int, int] = {}
    for pk, weight in reasons[0].union(*reasons[1:], all=True):
        weights[pk] = weights.get(pk, 0) + weight
    cards = Video.objects.for_cards().filter(pk__in=weights)
    return sorted(cards, key=lambda card: (-weights[card.pk], -card.trending_score, -card.pk))[
        :limit
    ]


def _candidates(videos: QuerySet[Video], weight: int) -> Any:
    return videos.annotate(weight=Value(weight)).values_list("pk", "weight")[:_PER_REASON]


def progress_of(user: Any, video: Video) -> float:
    """Where this person stopped, in seconds; 0 for nobody and for who keeps no history."""
    if not user.is_authenticated or not user.keep_history:
        return 0
    kept = (
        WatchProgress.objects.filter(user=user, video=video)
        .values_list("position_ms", flat=True)
        .first()
    )
    return (kept or 0) / 1000


def newest_transcode(video: Video) -> Transcode | None:
    """The transcode that is being made, or was made last."""
    return Transcode.objects.filter(source__video=video).order_by("-id").first()
