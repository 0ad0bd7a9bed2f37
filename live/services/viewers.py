"""How many people watch a stream now: counted in Redis, by heartbeat, each person once.

Whoever watches is a member of the stream's set for a few seconds at a time. A member is a keyed digest, and the set goes
by itself when nobody watches: nothing that tells who it was is kept.
"""

import logging
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.core import signing
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from core.presence import name_members

logger = logging.getLogger(__name__)

BEAT_S = 1.0
# Three beats: one may be late. Whoever leaves is no longer counted after that.
ALIVE_S = 3.5
SALT = "live.visit"
VISIT_AGE_S = 24 * 3600


def beat(present: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Say who watches which stream (by public id) through this process; how many watch each through all.

    Empty when Redis does not answer.
    """
    pipeline = _client().pipeline(transaction=False)
    names: list[str] = []
    for stream, members in present.items():
        names += [stream] * name_members(pipeline, _key(stream), members, ALIVE_S)
    try:
        # The last answer for a stream counts all of its chunks.
        return dict(zip(names, pipeline.execute(), strict=True))
    except (RedisError, OSError):
        logger.warning("Viewers are not counted: Redis does not answer")
        return {}


def viewers_of(streams: Iterable[str]) -> dict[str, int]:
    """How many watch each of these streams (public ids) now; 0 when Redis does not answer."""
    wanted = list(streams)
    if not wanted:
        return {}
    return dict.fromkeys(wanted, 0) | beat(dict.fromkeys(wanted, ()))


def member(user: Any, visit: str) -> str:
    """Who is counted: the person, else the visit. Two pages of one are one."""
    who = f"u{user.pk}" if user.is_authenticated else f"v{visit}"
    return salted_hmac("live.viewer", who).hexdigest()[:16]


def new_visit() -> str:
    """A signed name for somebody who is not signed in, for a day; only we can make one."""
    return signing.TimestampSigner(salt=SALT, sep="~").sign(secrets.token_urlsafe(9))


def read_visit(text: str) -> str:
    """The name in it; "" when it was not made here or is too old."""
    try:
        return signing.TimestampSigner(salt=SALT, sep="~").unsign(text, max_age=VISIT_AGE_S)
    except signing.BadSignature:
        return ""


def _key(stream: str) -> str:
    return f"piyakast:live:viewers:{stream}"


def _client() -> Any:
    return cache.client.get_client()  # type: ignore[attr-defined]
