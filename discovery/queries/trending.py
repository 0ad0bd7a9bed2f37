"""What is trending: an ordered list of ids, cached for ten minutes; the rows are read afresh."""

from django.conf import settings

from core.cache import cached
from videos.models import Video
from videos.queries.catalogue import Filters, cards_in_order, listed_videos
from videos.services.catalogue_cache import CATALOGUE

SHELF = 12
DEPTH = 96


def trending_pks(category: str = "") -> list[int]:
    """Ids of up to 96 trending videos of `category` (all when empty), hottest first."""

    def build() -> list[int]:
        videos = listed_videos(Filters(category=category)).order_by("-trending_score", "-pk")
        return list(videos.values_list("pk", flat=True)[:DEPTH])

    return cached(
        f"trending:{category}",
        fresh_s=settings.TRENDING_CACHE_S,
        build=build,
        group=CATALOGUE,
    )


def trending_videos(category: str = "", *, start: int = 0, count: int = SHELF) -> list[Video]:
    """Trending videos from place `start` on, ready for cards."""
    return cards_in_order(trending_pks(category)[start : start + count])
