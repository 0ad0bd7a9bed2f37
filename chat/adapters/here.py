"""Who is in which room now: said by every process every few seconds, kept in Redis for a moment."""

import logging
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError

from chat.adapters.bus import TIMEOUT_S, redis_client
from core.presence import members_of, name_members

logger = logging.getLogger(__name__)

HERE = "piyakast:chat:here:"
BEAT_S = 5.0
# Three beats: one may be late.
ALIVE_S = 16


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
            name_members(pipeline, f"{HERE}{room}", people, ALIVE_S)
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
        client = redis_client(settings.REDIS_CHANNELS_URL)
        return {int(each) for each in members_of(client, f"{HERE}{room}", ALIVE_S)}
    except (RedisError, OSError) as error:
        raise HereUnknown from error
