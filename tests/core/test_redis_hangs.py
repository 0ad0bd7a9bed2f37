"""A Redis that takes connections and says nothing: one question waits, the others are spared it."""

import socket
from collections.abc import Iterator
from functools import partialmethod
from typing import Any

import pytest
from django.core.cache import cache
from django_redis.pool import ConnectionFactory
from redis.connection import Connection

from core.adapters import redis_pool
from core.adapters.redis_cache import SturdyRedisCache
from core.adapters.redis_pool import PatientPool
from core.cache import cached, drop_group

Hung = tuple[SturdyRedisCache, list[object]]


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hung]:
    """A cache whose Redis hangs, and what was asked of it."""
    asked: list[object] = []
    connect = Connection.connect

    def heard(self: Connection) -> None:
        asked.append(self)
        connect(self)

    monkeypatch.setattr(Connection, "connect", heard)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        options = {
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": 0.2,
            "SOCKET_TIMEOUT": 0.2,
            "CONNECTION_POOL_CLASS": "core.adapters.redis_pool.PatientPool",
        }
        yield SturdyRedisCache(url, {"OPTIONS": options}), asked
        ConnectionFactory._pools.pop(url, None)


def _noted(self: PatientPool, asked: list[object], ask: Any, *names: Any, **options: Any) -> Any:
    asked.append(self)
    return ask(self, *names, **options)


def test_only_one_question_waits_for_a_redis_that_hangs(
    hung: Hung, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent, asked = hung
    assert [silent.get("k", "nothing") for _ in range(10)] == ["nothing"] * 10
    assert len(asked) == 1
    # After a while one goes ahead again.
    monkeypatch.setattr(redis_pool, "PAUSE_S", 0)
    silent.client.get_client().connection_pool.patience.unheard()
    silent.get("k")
    silent.get("k")
    assert len(asked) == 3


def test_one_answer_is_enough_to_ask_again_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    pool: Any = cache.client.get_client().connection_pool  # type: ignore[attr-defined]
    assert isinstance(pool, PatientPool)
    cache.set("k", "v")
    pool.patience.unheard()
    assert cache.get("k") is None
    monkeypatch.setattr(redis_pool, "PAUSE_S", 0)
    pool.patience.unheard()
    monkeypatch.undo()
    assert [cache.get("k") for _ in range(3)] == ["v"] * 3


def test_what_was_dropped_while_redis_hung_is_not_shown_when_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pool: Any = cache.client.get_client().connection_pool  # type: ignore[attr-defined]
    assert cached("k", fresh_s=60, build=lambda: "old", group="g") == "old"
    pool.patience.unheard()
    for group in ("g", "h", "i"):
        drop_group(group)
    asked: list[object] = []
    monkeypatch.setattr(
        PatientPool, "get_connection", partialmethod(_noted, asked, PatientPool.get_connection)
    )
    assert cached("k", fresh_s=60, build=lambda: "not kept", group="g") == "not kept"
    some = len(asked)
    for group in ("j", "k", "l", "m"):
        drop_group(group)
    asked.clear()
    assert cached("k", fresh_s=60, build=lambda: "not kept", group="g") == "not kept"
    assert len(asked) == some  # a page asks no more often, however much is to be dropped
    pool.patience.heard()
    assert cached("k", fresh_s=60, build=lambda: "new", group="g") == "new"
