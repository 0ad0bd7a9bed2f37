"""Cached values that are rebuilt by one caller at a time, and dropped by raising a version.

Redis is a help, never a need: when it does not answer, the value is built again for each caller.
"""

import secrets
import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.core.cache import cache

T = TypeVar("T")

# How long one caller may take to build before another does it too.
BUILD_LOCK_S = 15
WAIT_STEP_S = 0.05
# A value outlives its freshness by this factor, so that readers have something while one rebuilds.
STALE_FACTOR = 2


def cached(key: str, *, fresh_s: float, build: Callable[[], T], group: str = "") -> T:
    """Return the value under `key`, built by `build` at most once per `fresh_s` seconds.

    When a value has gone stale one caller rebuilds it and the others get the old one; when there
    is none, one builds and the others wait for it (up to 15 s, then build for themselves). With
    `group` the value also goes when `drop_group(group)` is called. Values are pickled: keep
    them to plain data.
    """
    name = f"{key}:{_version(group)}" if group else key
    entry = cache.get(name)
    now = time.time()
    if entry is not None:
        value, expires_at = entry
        if expires_at > now or not cache.add(f"{name}:building", 1, BUILD_LOCK_S):
            return cast("T", value)
        return _build(name, fresh_s, build)
    if cache.add(f"{name}:building", 1, BUILD_LOCK_S):
        return _build(name, fresh_s, build)
    return _await(name, fresh_s, build)


def drop_group(group: str) -> None:
    """Make every value cached under `group` unreachable, now."""
    cache.set(_version_key(group), _new_version(), timeout=None)


def _build(name: str, fresh_s: float, build: Callable[[], T]) -> T:
    try:
        value = build()
        cache.set(name, (value, time.time() + fresh_s), timeout=fresh_s * STALE_FACTOR)
    finally:
        cache.delete(f"{name}:building")
    return value


def _await(name: str, fresh_s: float, build: Callable[[], T]) -> T:
    """Wait for the caller that holds the lock. No lock to be seen means that Redis is down or
    the builder failed: build here."""
    deadline = time.monotonic() + BUILD_LOCK_S
    while time.monotonic() < deadline:
        entry: Any = cache.get(name)
        if entry is not None:
            return cast("T", entry[0])
        if cache.get(f"{name}:building") is None:
            break
        time.sleep(WAIT_STEP_S)
    return _build(name, fresh_s, build)


def _version(group: str) -> str:
    key = _version_key(group)
    version = cache.get(key)
    if version is None:
        # A random start, never 0: an evicted version must not bring old values back.
        version = _new_version()
        if not cache.add(key, version, timeout=None):
            version = cache.get(key) or version
    return cast("str", version)


def _version_key(group: str) -> str:
    return f"version:{group}"


def _new_version() -> str:
    return secrets.token_hex(6)
