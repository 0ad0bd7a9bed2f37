"""Redis and Daphne are killed in the middle: chat comes back by itself, and nobody misses a message or hears one twice."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from chat.models import Entry, Room
from core.embedded.process import free_port, start
from core.embedded.redis import EmbeddedRedis, _binary
from tests.chat.sockets import cookie_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 300
Event = dict[str, Any]


class Daphne:
    """A web process that can be killed and started again at the same address."""

    def __init__(self, redis_url: str) -> None:
        self.port = free_port()
        facts = connection.settings_dict
        database = f"postgresql://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
        self.environment = os.environ | {
            "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{facts['NAME']}"
            if not facts["HOST"]
            else database,
            "REDIS_URL": redis_url,
            "LOG_LEVEL": "ERROR",
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Begin to serve, as soon as it can."""
        command = [sys.executable, "-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", str(self.port)]  # fmt: skip
        self.process = subprocess.Popen(
            [*command, "piyakast.asgi:application"], cwd=ROOT, env=self.environment
        )

    def kill(self) -> None:
        """As when the power fails."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


class Client:
    """What the page does: connects again with `last`, and says again what was not answered."""

    def __init__(self, session: aiohttp.ClientSession, daphne: Daphne, room: Room) -> None:
        self.session, self.daphne, self.room = session, daphne, room
        self.cookie = ""
        self.seen: list[Event] = []
        self.last = 0
        self.unanswered: dict[str, str] = {}
        self.socket: Any = None
        self.changed = asyncio.Condition()

    async def run(self) -> None:
        """Stay connected until cancelled."""
        while True:
            with suppress(aiohttp.ClientError, OSError):  # away: it is tried again
                await self._listen()
            self.socket = None
            await asyncio.sleep(0.2)

    async def _listen(self) -> None:
        url = f"http://127.0.0.1:{self.daphne.port}/ws/chat/{self.room.public_id}?last={self.last}"
        headers = {"Origin": "http://testserver"}
        if self.cookie:
            headers["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={self.cookie}"
        async with self.session.ws_connect(url, headers=headers) as socket:
            async for message in socket:
                if message.type is not aiohttp.WSMsgType.TEXT:
                    return
                for event in json.loads(message.data):
                    await self._take(event, socket)

    async def _take(self, event: Event, socket: Any) -> None:
        async with self.changed:
            if event["t"] == "hello":
                self.socket = socket
                for cid, text in self.unanswered.items():
                    await self._send(cid, text)
            elif event["t"] == "ok":
                self.unanswered.pop(event["cid"], None)
            elif event["t"] == "no":
                assert event["code"] in {"unavailable", "busy"}, event
                await self._send(event["cid"], self.unanswered[event["cid"]])
            if "seq" in event and event["t"] not in {"hello", "ok"}:
                self.seen.append(event)
                self.last = event["seq"]
            self.changed.notify_all()

    async def say(self, cid: str, text: str) -> None:
        """Say it now, or as soon as there is a line."""
        self.unanswered[cid] = text
        if self.socket is not None:
            await self._send(cid, text)

    async def _send(self, cid: str, text: str) -> None:
        try:
            await self.socket.send_str(json.dumps({"do": "say", "cid": cid, "text": text}))
        except (aiohttp.ClientError, OSError):
            return  # said again when the line is back

    async def until(self, happened: Any) -> None:
        """Wait for something about this client."""
        async with self.changed:
            await asyncio.wait_for(self.changed.wait_for(happened), PATIENCE_S)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    tmp_path.chmod(0o755)
    with EmbeddedRedis(tmp_path / "redis", durable=False) as redis:
        yield redis


@pytest.fixture
def webs(redis: EmbeddedRedis) -> Iterator[tuple[Daphne, Daphne]]:
    pair = Daphne(redis.url), Daphne(redis.url)
    yield pair
    for each in pair:
        each.kill()


def kill_redis(redis: EmbeddedRedis) -> None:
    assert redis.process is not None
    redis.process.kill()
    redis.process.wait()


def start_redis(redis: EmbeddedRedis) -> None:
    redis.process = start([_binary(), redis.folder / "redis.conf"], log=redis.folder / "redis.log")
    redis._wait_until_ready(redis.process)


async def story(
    room: Room, keeper: User, redis: EmbeddedRedis, webs: tuple[Daphne, Daphne]
) -> list[str]:
    """One talks at one process, another listens at the other; what the listener heard, in order."""
    loop = asyncio.get_running_loop()
    async with aiohttp.ClientSession() as session:
        talker, listener = Client(session, webs[0], room), Client(session, webs[1], room)
        talker.cookie = await cookie_of(keeper)
        running = [asyncio.create_task(each.run()) for each in (talker, listener)]
        for each in (talker, listener):
            await each.until(lambda each=each: each.socket is not None)
        said = 0

        async def say_more() -> None:
            nonlocal said
            for _n in range(3):
                said += 1
                await talker.say(f"m{said}", f"{said}")

        async def all_heard() -> None:
            for each in (listener, talker):
                await each.until(lambda each=each: len(each.seen) >= said)
            await talker.until(lambda: not talker.unanswered)

        await say_more()
        await all_heard()
        await say_more()
        await loop.run_in_executor(None, kill_redis, redis)
        await say_more()
        await all_heard()  # without a bus, by looking
        await loop.run_in_executor(None, start_redis, redis)
        await say_more()
        await all_heard()
        for web in webs:
            # Said and not yet answered, perhaps stored and perhaps not.
            await say_more()
            web.kill()
            await say_more()
            web.start()
            await all_heard()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        assert [each["seq"] for each in talker.seen] == list(range(1, said + 1))
        assert [each["seq"] for each in listener.seen] == list(range(1, said + 1))
        return [each["text"] for each in listener.seen]


def test_nothing_is_lost_and_nothing_twice(
    room: Room, keeper: User, redis: EmbeddedRedis, webs: tuple[Daphne, Daphne]
) -> None:
    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit(lambda: asyncio.run(story(room, keeper, redis, webs))).result()
    assert sorted(heard, key=int) == [f"{n}" for n in range(1, len(heard) + 1)]
    assert Entry.objects.count() == len(heard) == 24
