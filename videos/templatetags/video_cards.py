"""What a video card asks of a video. None of it asks the database."""

from datetime import timedelta

from django import template
from django.utils import timezone

from videos.models import Video
from videos.queries.progress import watched_percent
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


register.filter("watched_percent", watched_percent)
