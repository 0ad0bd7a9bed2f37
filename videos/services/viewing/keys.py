"""Names in Redis, and the client."""

from typing import Any

from django.core.cache import cache

VIEWS = "piyakast:viewing:views"
WATCHED_MS = "piyakast:viewing:watched"
RETENTION = (
    "piyakast:viewing:retention"  # fields "<video>:<twentieth>:v" and "<video>:<twentieth>:ms"
)
FLUSHING = "piyakast:viewing:flushing:"
TWENTIETHS = 20


def redis() -> Any:
    """The cache's Redis client. Its calls raise `redis.exceptions.RedisError`."""
    return cache.client.get_client()  # type: ignore[attr-defined]


def viewer_key(video_id: int, viewer: str) -> str:
    """Where one viewer's current visit to one video is kept."""
    return f"piyakast:viewing:visit:{video_id}:{viewer}"


def address_key(video_id: int, network: str) -> str:
    """How many views of a video one address has had counted lately."""
    return f"piyakast:viewing:address:{video_id}:{network}"
