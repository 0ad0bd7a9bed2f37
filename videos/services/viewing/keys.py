"""Names in Redis, and the client."""

from typing import Any

from django.core.cache import cache

VIEWS = "piyakast:viewing:views"
SECONDS = "piyakast:viewing:seconds"
RETENTION = "piyakast:viewing:retention"  # fields "<video>:<bucket>:v" and "<video>:<bucket>:s"
FLUSHING = "piyakast:viewing:flushing:"
BUCKETS = 20


def redis() -> Any:
    """The cache's Redis client. Its calls raise `redis.exceptions.RedisError`."""
    return cache.client.get_client()  # type: ignore[attr-defined]


def viewer_key(video_id: int, viewer: str) -> str:
    """Where one viewer's current visit to one video is kept."""
    return f"piyakast:viewing:visit:{video_id}:{viewer}"


def address_key(video_id: int, address: str) -> str:
    """How many views of a video one address has had counted lately."""
    return f"piyakast:viewing:address:{video_id}:{address}"
