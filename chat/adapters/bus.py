"""The bus between processes: Redis pub/sub. It keeps nothing, and may lose anything: rooms find out by their numbers."""

import asyncio
import json
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

ROOM = "piyakast:chat:room:"
EVERYBODY = "piyakast:chat:all"
PRESENT = "piyakast:chat:present:"
PRESENT_S = 20
TIMEOUT_S = 2
LONGEST_PAUSE_S = 2.0
Letter = dict[str, Any]


@cache
def redis_client(url: str) -> "Redis[bytes]":
    """The connections of this process to the Redis of chat, for code that may block."""
    return Redis.from_url(url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S)


def send(room: int | None, letter: Letter) -> None:
    """Send to the hubs of a room, or with None to every process. A bus that is down loses it."""
    name = EVERYBODY if room is None else f"{ROOM}{room}"
    try:
        redis_client(settings.REDIS_CHANNELS_URL).publish(
            name, json.dumps(letter, ensure_ascii=False)
        )
    except (RedisError, OSError):
        logger.warning("The chat bus did not take a letter", exc_info=True)


class RedisLine:
    """One subscription for all rooms of a process, made again whenever it breaks."""

    def __init__(self, url: str) -> None:
        self.ready = asyncio.Event()
        self._url = url
        self._rooms: set[int] = set()
        self._heard: dict[str, asyncio.Event] = {}
        self._subscription: Any = None
        self._commands: Any = AsyncRedis.from_url(
            url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S
        )
        self._me = uuid.uuid4().hex[:12]

    @property
    def up(self) -> bool:
        """Whether letters come."""
        return self.ready.is_set()

    async def run(
        self,
        receive: Callable[[int | None, Letter], Awaitable[None]],
        came_back: Callable[[], Awaitable[None]],
    ) -> None:
        """Listen until cancelled, and see what was missed each time the bus has come back."""
        pause = 0.1
        try:
            while True:
                try:
                    async with self._subscribed() as subscription:
                        pause = 0.1
                        await came_back()
                        await self._listen(subscription, receive)
                except (RedisError, OSError) as error:
                    logger.warning("The chat bus is away: %s", error)
                self._is_down()
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE_S, pause * 2)
        finally:
            self._is_down()
            await self._commands.aclose()

    def _subscribed(self) -> "_Subscription":
        return _Subscription(self)

    def _is_down(self) -> None:
        self.ready.clear()
        self._subscription = None
        for event in self._heard.values():
            event.set()
        self._heard.clear()

    async def _listen(
        self, subscription: Any, receive: Callable[[int | None, Letter], Awaitable[None]]
    ) -> None:
        while True:
            message = await subscription.get_message(timeout=30)
            if message is None:
                continue
            name = message["channel"].decode()
            if message["type"] == "subscribe":
                if name in self._heard:
                    self._heard.pop(name).set()
            elif message["type"] == "message":
                room = None if name == EVERYBODY else int(name.removeprefix(ROOM))
                await receive(room, json.loads(message["data"]))

    async def listen(self, room: int) -> None:
        """Hear letters of one more room from the moment this returns."""
        self._rooms.add(room)
        if not self.up:
            return
        name = f"{ROOM}{room}"
        heard = self._heard.setdefault(name, asyncio.Event())
        try:
            await self._subscription.subscribe(name)
        except (RedisError, OSError):
            return  # `run` finds out by itself
        await heard.wait()

    async def unlisten(self, room: int) -> None:
        """Hear them no more."""
        self._rooms.discard(room)
        if self.up:
            try:
                await self._subscription.unsubscribe(f"{ROOM}{room}")
            except (RedisError, OSError):
                return

    async def send(self, room: int, letter: Letter) -> None:
        """Send to the hubs of a room."""
        if not self.up:
            return  # the others look by themselves until it is back
        try:
            await self._commands.publish(f"{ROOM}{room}", json.dumps(letter, ensure_ascii=False))
        except (RedisError, OSError):
            logger.warning("The chat bus did not take entries of room %d", room)

    async def count(self, present: Mapping[int, int]) -> Mapping[int, int]:
        """Say how many sockets each room has here; how many all processes have, or as far as is known."""
        if not self.up or not present:
            return present
        now = int(time.time())
        pipeline = self._commands.pipeline(transaction=False)
        for room, n in present.items():
            pipeline.hset(f"{PRESENT}{room}", self._me, f"{n}:{now}")
            pipeline.expire(f"{PRESENT}{room}", PRESENT_S * 3)
            pipeline.hvals(f"{PRESENT}{room}")
        try:
            answers = await pipeline.execute()
        except (RedisError, OSError):
            return present
        return {room: _sum(answers[n * 3 + 2], now) for n, room in enumerate(present)}


class _Subscription:
    """A subscription to every room that is wanted; up while it is entered."""

    def __init__(self, line: RedisLine) -> None:
        self.line = line
        # redis-py closes idle sockets after five seconds unless told not to; this one waits for long.
        self.client: Any = AsyncRedis.from_url(
            line._url, socket_timeout=None, socket_connect_timeout=TIMEOUT_S, socket_keepalive=True
        )
        self.pubsub: Any = self.client.pubsub()

    async def __aenter__(self) -> Any:
        await self.pubsub.subscribe(EVERYBODY, *(f"{ROOM}{room}" for room in self.line._rooms))
        self.line._subscription = self.pubsub
        self.line.ready.set()
        return self.pubsub

    async def __aexit__(self, *_error: object) -> None:
        self.line.ready.clear()
        await self.pubsub.aclose()
        await self.client.aclose()


def _sum(values: list[bytes], now: int) -> int:
    pairs = [value.decode().partition(":") for value in values]
    return sum(int(n) for n, _colon, at in pairs if now - int(at) < PRESENT_S)
