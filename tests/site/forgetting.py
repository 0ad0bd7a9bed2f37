"""Emptying what the site keeps in memory, between two of many requests."""

from django.core.cache import cache


def forget_all_but_sessions() -> None:
    """No limit on requests ends a walk over every address, and who is signed in need not be looked up anew."""
    redis = cache.client.get_client()  # type: ignore[attr-defined]
    others = [key for key in redis.scan_iter(count=1000) if b"sessions" not in key]
    if others:
        redis.delete(*others)
