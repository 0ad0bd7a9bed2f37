"""The Redis cache, with a memory of its own for what must not be forgotten while Redis is down.

Everything else that the cache holds may be lost. The counters of failed sign-ins and the marks of
one-time codes may not: without them allauth refuses every sign-in. While Redis does not answer
each process counts for itself, so that limits are looser but still there.
"""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django_redis.cache import RedisCache
from django_redis.exceptions import ConnectionInterrupted

# allauth's rate limits, their locks, and the codes of authenticator apps that were used.
KEPT_PREFIX = "allauth"


class SturdyRedisCache(RedisCache):
    """`RedisCache` that answers for keys of `KEPT_PREFIX` from local memory while Redis is down."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._local = LocMemCache("while-redis-is-down", {"OPTIONS": {"MAX_ENTRIES": 10_000}})

    def add(self, key: str, *args: Any, **kwargs: Any) -> Any:
        if not key.startswith(KEPT_PREFIX):
            return super().add(key, *args, **kwargs)
        try:
            return self.client.add(key, *args, **kwargs)
        except ConnectionInterrupted:
            return self._local.add(key, *args, **kwargs)

    def set(self, key: str, *args: Any, **kwargs: Any) -> Any:
        if not key.startswith(KEPT_PREFIX):
            return super().set(key, *args, **kwargs)
        try:
            return self.client.set(key, *args, **kwargs)
        except ConnectionInterrupted:
            return self._local.set(key, *args, **kwargs)

    def get(
        self, key: str, default: Any = None, version: int | None = None, client: Any = None
    ) -> Any:
        if not key.startswith(KEPT_PREFIX):
            return super().get(key, default, version, client)
        try:
            return self.client.get(key, default=default, version=version, client=client)
        except ConnectionInterrupted:
            return self._local.get(key, default, version)

    def delete(self, key: str, *args: Any, **kwargs: Any) -> Any:
        if not key.startswith(KEPT_PREFIX):
            return super().delete(key, *args, **kwargs)
        try:
            return bool(self.client.delete(key, *args, **kwargs))
        except ConnectionInterrupted:
            return self._local.delete(key, *args, **kwargs)
