"""The public facts of one video, assembled at most once an hour and dropped when it changes.

The right to see them is never cached: ask `videos.services.access` first, each time.
"""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings

from core.cache import cached
from videos.services.catalogue_cache import video_group

T = TypeVar("T")


def video_facts(public_id: str, *, form: str, build: Callable[[], T]) -> T:
    """What `build` makes of the video, kept under `form` until `forget_video(public_id)` is called."""
    return cached(
        f"facts:{form}:{public_id}",
        fresh_s=settings.VIDEO_CACHE_S,
        build=build,
        group=video_group(public_id),
    )
