"""Cached values: one builder at a time, dropped by group, and no need of Redis."""

import threading
import time
from itertools import count
from typing import Any

import pytest
from django.core.cache import cache
from redis.connection import Connection

from core.cache import cached, drop_group


def test_a_value_is_built_once_while_fresh() -> None:
    builds = count(1)
    assert [cached("k", fresh_s=60, build=lambda: next(builds)) for _ in range(3)] == [1, 1, 1]


def test_dropping_the_group_builds_again() -> None:
    assert cached("k", fresh_s=60, build=lambda: "old", group="g") == "old"
    drop_group("g")
    assert cached("k", fresh_s=60, build=lambda: "new", group="g") == "new"


def test_an_evicted_version_does_not_bring_old_values_back() -> None:
    cached("k", fresh_s=60, build=lambda: "old", group="g")
    drop_group("g")
    cache.delete("version:g")
    assert cached("k", fresh_s=60, build=lambda: "new", group="g") == "new"


def test_many_callers_of_a_missing_value_build_once() -> None:
    builds: list[int] = []
    answers: list[str] = []

    def build() -> str:
        builds.append(1)
        time.sleep(0.3)
        return "value"

    threads = [
        threading.Thread(target=lambda: answers.append(cached("k", fresh_s=60, build=build)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["value"] * 8
    assert len(builds) == 1


def test_while_one_rebuilds_a_stale_value_the_others_get_it() -> None:
    cached("k", fresh_s=0.01, build=lambda: "old")
    cache.touch("k", 60)
    time.sleep(0.05)
    cache.add("k:building", 1, 60)
    assert cached("k", fresh_s=60, build=lambda: "new") == "old"
    cache.delete("k:building")
    assert cached("k", fresh_s=60, build=lambda: "new") == "new"


def test_a_builder_that_fails_lets_the_next_one_try() -> None:
    def fail() -> str:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        cached("k", fresh_s=60, build=fail)
    assert cached("k", fresh_s=60, build=lambda: "fine") == "fine"


def test_what_is_built_of_an_old_version_is_given_to_nobody_later() -> None:
    def build() -> str:
        drop_group("g")  # something changes meanwhile
        return "old"

    assert cached("k", fresh_s=60, build=build, group="g") == "old"
    assert cached("k", fresh_s=60, build=lambda: "new", group="g") == "new"


def test_a_grouped_value_is_looked_for_in_one_round_trip() -> None:
    cached("k", fresh_s=60, build=lambda: "value", group="g")
    asked: list[object] = []
    send = Connection.send_command

    def heard(self: Connection, *words: Any, **options: Any) -> None:
        asked.append(words[0])
        send(self, *words, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "send_command", heard)
        assert cached("k", fresh_s=60, build=lambda: "another", group="g") == "value"
    assert asked == ["MGET"]
