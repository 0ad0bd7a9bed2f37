"""Who is in which room now: said by every process every few seconds, kept in Redis for a moment.

Whoever is not named for a while is no longer there: nothing has to be taken away when a process dies.
"""

import logging
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError

from chat.adapters.bus import TIMEOUT_S, redis_client

logger = logging.getLogger(__name__)

HERE = "piyakast:chat:here:"
BEAT_S = 5.0
# Three beats: one may be late.
ALIVE_S = 16
CHUNK = 1000

# The clock is Redis's own: those of web servers differ.
_BEAT = """
local now = tonumber(redis.call('TIME')[1])
local named = {}
for i = 2, #ARGV do named[2 * i - 3] = now; named[2 * i - 2] = ARGV[i] end
redis.call('ZADD', KEYS[1], unpack(named))
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[1])
redis.call('EXPIRE', KEYS[1], 60)
"""
_WHO = """
return redis.call('ZRANGEBYSCORE', KEYS[1], tonumber(redis.call('TIME')[1]) - ARGV[1], '+inf')
"""


class HereUnknown(Exception):  # noqa: N818
    """Redis does not answer."""


class Beats:
    """Says who is here, for one process."""

    def __init__(self, url: str) -> None:
        self._client: Any = AsyncRedis.from_url(
            url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S
        )

    async def say(self, present: Mapping[int, Collection[int]]) -> None:
        """Who (by key) is in which room (by key) through this process."""
        pipeline = self._client.pipeline(transaction=False)
        for room, people in present.items():
            everybody = list(people)
            for start in range(0, len(everybody), CHUNK):
                pipeline.eval(_BEAT, 1, f"{HERE}{room}", ALIVE_S, *everybody[start : start + CHUNK])
        try:
            await pipeline.execute()
        except (RedisError, OSError):
            logger.warning("Nobody knows who is in chat: Redis does not answer")

    async def close(self) -> None:
        """End the connection."""
        await self._client.aclose()


def people_in(room: int) -> set[int]:
    """The keys of everybody who is in a room. Raises `HereUnknown`."""
    try:
        client: Any = redis_client(settings.REDIS_CHANNELS_URL)
        return {int(each) for each in client.eval(_WHO, 1, f"{HERE}{room}", ALIVE_S)}
    except (RedisError, OSError) as error:
        raise HereUnknown from error
