"""Premieres still to come among which somebody searches."""

from django.conf import settings

from core.cache import cached
from videos.models import Video
from videos.models.video import VideoQuerySet
from videos.queries.premieres import coming_premieres
from videos.services.catalogue_cache import CATALOGUE

# Of more than so many a search looks at the next ones alone.
MOST_SEARCHED = 500


def searched_premieres() -> VideoQuerySet:
    """What anybody may find and is still to come, to be narrowed by words. Most often nothing is announced, and then nothing is asked."""
    keys = cached(
        "premieres:coming",
        fresh_s=settings.SEARCH_CACHE_S,
        build=lambda: list(coming_premieres().values_list("pk", flat=True)[:MOST_SEARCHED]),
        group=CATALOGUE,
    )
    return coming_premieres().filter(pk__in=keys) if keys else Video.objects.none()
