"""Cached values that are rebuilt by one caller at a time, and dropped by raising a version.

Redis is a help, never a need: when it does not answer, the value is built again for each caller.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.core.cache import cache

T = TypeVar("T")

# How long one caller may take to build before another does it too.
BUILD_LOCK_S = 15
WAIT_STEP_S = 0.05
# A value outlives its freshness by this factor, so that readers have something while one rebuilds.
STALE_FACTOR = 2
# Groups that were to be dropped while Redis did not answer: old values may still lie there when it comes back.
_to_drop: set[str] = set()


def cached(key: str, *, fresh_s: float, build: Callable[[], T], group: str = "") -> T:
    """Return the value under `key`, built by `build` at most once per `fresh_s` seconds.

    When a value has gone stale one caller rebuilds it and the others get the old one; when there
    is none, one builds and the others wait for it (up to 15 s, then build for themselves). With
    `group` the value also goes when `drop_group(group)` is called. Values are pickled: keep
    them to plain data.
    """
    version, entry = _look(key, group)
    place = _Place(key, version, fresh_s)
    if entry is not None:
        value, expires_at = entry
        if expires_at > time.time() or not cache.add(place.lock, 1, BUILD_LOCK_S):
            return cast("T", value)
        return _build(place, build)
    if cache.add(place.lock, 1, BUILD_LOCK_S):
        return _build(place, build)
    return _await(place, build)


def drop_group(group: str) -> None:
    """Make every value cached under `group` unreachable, now, or as soon as Redis answers."""
    version = _new_version()
    _to_drop.discard(group)
    stored: Any = cache.set(_version_key(group), version, timeout=None)  # type: ignore[func-returns-value]
    if not stored and cache.get(_version_key(group)) != version:
        _to_drop.add(group)


@dataclass(frozen=True)
class _Place:
    """Where a value is kept, and of which version of its group it is ("" without one)."""

    key: str
    version: str
    fresh_s: float

    @property
    def lock(self) -> str:
        """Who builds: one for each version, as what is built of an old one helps nobody."""
        return f"{self.key}:{self.version}:building" if self.version else f"{self.key}:building"


def _look(key: str, group: str) -> tuple[str, tuple[Any, float] | None]:
    """The version of `group`, and the value under `key` with the time it is fresh until if it is of that version.

    One round trip: with Redis on another machine that is most of what a cached answer costs.
    """
    if not group:
        return "", _of_version("", cache.get(key))
    for forgotten in tuple(_to_drop):
        drop_group(forgotten)
        if forgotten in _to_drop:
            break  # nobody answers yet: a page does not ask as often as there are groups
    found = cache.get_many([_version_key(group), key])
    version = found.get(_version_key(group)) or _begin(group)
    return version, _of_version(version, found.get(key))


def _of_version(version: str, entry: Any) -> tuple[Any, float] | None:
    match entry:
        case (str(kept), value, float(expires_at)) if kept == version:
            return value, expires_at
        case _:
            return None


def _build(place: _Place, build: Callable[[], T]) -> T:
    try:
        value = build()
        entry = (place.version, value, time.time() + place.fresh_s)
        cache.set(place.key, entry, timeout=place.fresh_s * STALE_FACTOR)
    finally:
        cache.delete(place.lock)
    return value


def _await(place: _Place, build: Callable[[], T]) -> T:
    """Wait for the caller that holds the lock. No lock to be seen means that Redis is down or
    the builder failed: build here."""
    deadline = time.monotonic() + BUILD_LOCK_S
    while time.monotonic() < deadline:
        entry = _of_version(place.version, cache.get(place.key))
        if entry is not None:
            return cast("T", entry[0])
        if cache.get(place.lock) is None:
            break
        time.sleep(WAIT_STEP_S)
    return _build(place, build)


def _begin(group: str) -> str:
    """Give `group` its first version: a random one, since an evicted version must not bring old values back."""
    version = _new_version()
    if not cache.add(_version_key(group), version, timeout=None):
        version = cache.get(_version_key(group)) or version
    return version


def _version_key(group: str) -> str:
    return f"version:{group}"


def _new_version() -> str:
    return secrets.token_hex(6)
