"""What all workers share about the instance, in Redis: one token under one lock, and its wish for quiet."""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any

from django.core.cache import cache
from redis.exceptions import LockError, RedisError

from videos.adapters.peertube.errors import PeerTubeBusy, PeerTubeUnreachable
from videos.adapters.peertube.instance import Instance

LOCK_S = 60
WAIT_S = 45


@dataclass(frozen=True)
class Token:
    """An access token and what renews it. Times are seconds since the epoch."""

    access: str
    refresh: str
    expires_at: float
    refresh_expires_at: float


class Shared:
    """Keys of one account on one instance. Raises `PeerTubeUnreachable` when Redis does not answer."""

    def __init__(self, instance: Instance) -> None:
        # The password belongs to it: a new one in the settings must not meet the old one's refusal.
        known_by = f"{instance.url}|{instance.host}|{instance.user}|{instance.password}"
        mark = hashlib.sha256(known_by.encode()).hexdigest()[:16]
        self.token_key = f"piyakast:peertube:{mark}:token"
        self.lock_key = f"piyakast:peertube:{mark}:lock"
        self.quiet_key = f"piyakast:peertube:{mark}:quiet"
        self.refused_key = f"piyakast:peertube:{mark}:refused"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One caller at a time logs in or renews: renewing makes every older token invalid."""
        with _redis_trouble():
            lock = _redis().lock(self.lock_key, timeout=LOCK_S, blocking_timeout=WAIT_S)
            if not lock.acquire():
                raise PeerTubeBusy(5, "another worker is signing in")
        try:
            yield
        finally:
            # It may have run out, or Redis may be gone: either way nobody waits for us.
            with suppress(LockError, RedisError):
                lock.release()

    def token(self) -> Token | None:
        """The token that all share; None before the first login."""
        with _redis_trouble():
            text = _redis().get(self.token_key)
        return Token(**json.loads(text)) if text else None

    def keep(self, token: Token) -> None:
        """Share a new token for as long as it can be renewed."""
        age_s = max(60, int(token.refresh_expires_at - time.time()))
        with _redis_trouble():
            _redis().set(self.token_key, json.dumps(asdict(token)), ex=age_s)

    def forget_token(self) -> None:
        """The token and what renews it are of no more use."""
        with _redis_trouble():
            _redis().delete(self.token_key)

    def hush(self, seconds: float) -> None:
        """Nobody calls the instance for so long: it said so to one of us."""
        with _redis_trouble():
            _redis().set(self.quiet_key, "1", px=int(seconds * 1000))

    def quiet_s(self) -> float:
        """How long the instance is still to be left alone; 0 when it may be called."""
        with _redis_trouble():
            left_ms = int(_redis().pttl(self.quiet_key))
        return max(0, left_ms) / 1000

    def note_refusal(self, seconds: int) -> None:
        """The login was refused: nobody tries it again for a while (it allows 15 in five minutes)."""
        with _redis_trouble():
            _redis().set(self.refused_key, "1", ex=seconds)

    def was_refused(self) -> bool:
        """Whether the login was refused a short while ago."""
        with _redis_trouble():
            return bool(_redis().exists(self.refused_key))


@contextmanager
def _redis_trouble() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as error:
        raise PeerTubeUnreachable(f"Redis does not answer: {error}") from error


def _redis() -> Any:
    return cache.client.get_client()  # type: ignore[attr-defined]
