"""What a video card asks of a video. None of it asks the database."""

from datetime import timedelta

from django import template
from django.utils import timezone

from videos.models import Video
from videos.services import playback

register = template.Library()

NEW_FOR = timedelta(days=2)


@register.filter
def card_picture_url(video: Video) -> str:
    """The address of the picture; empty while there is none."""
    return playback.card_picture_url(video)


@register.filter
def poster_url(video: Video) -> str:
    """The address of the whole poster; empty while there is none."""
    return playback.poster_url(video)


@register.filter
def preview_url(video: Video) -> str:
    """The address of the moving preview; empty when there is none to show to everybody."""
    return playback.preview_url(video)


@register.filter
def is_new(video: Video) -> bool:
    """Whether it came out within the last two days."""
    return video.published_at is not None and timezone.now() - video.published_at < NEW_FOR


@register.filter
def watched_percent(video: Video) -> int:
    """How far this viewer got, in percent of the video; 0 when they did not begin or the page
    did not ask (see `discovery.queries.library.with_progress`)."""
    position_ms: int = getattr(video, "position_ms", 0)
    if not position_ms or not video.duration_ms:
        return 0
    return max(1, min(100, round(position_ms * 100 / video.duration_ms)))
