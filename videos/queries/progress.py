"""How far somebody has watched, for the bars on cards."""

from collections.abc import Sequence
from typing import Any

from videos.models import Video, WatchProgress


def with_progress(videos: Sequence[Video], viewer: Any) -> Sequence[Video]:
    """Give each video the `position_ms` where `viewer` stopped. One query, none when anonymous."""
    if not viewer.is_authenticated or not videos:
        return videos
    rows = WatchProgress.objects.filter(user=viewer, video__in=[video.pk for video in videos])
    positions = dict(rows.values_list("video_id", "position_ms"))
    for video in videos:
        video.position_ms = positions.get(video.pk, 0)  # type: ignore[attr-defined]
    return videos


def watched_percent(video: Video) -> int:
    """How far this viewer got, in percent of the video; 0 when they did not begin or nobody asked `with_progress`."""
    position_ms: int = getattr(video, "position_ms", 0)
    if not position_ms or not video.duration_ms:
        return 0
    return max(1, min(100, round(position_ms * 100 / video.duration_ms)))
