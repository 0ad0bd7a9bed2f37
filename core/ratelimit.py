"""Rate limits shared by all processes: so many requests per person and window, kept in Redis.

Two fixed windows are weighed into a sliding one, with plain commands only (no scripts). When Redis
does not answer the request passes: a limit protects the site, its loss must not close it.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from core.errors import answer_problem
from core.household import household
from core.problems import too_many_requests

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """At most `count` requests in any `window_s` seconds, counted apart under `name`."""

    name: str
    count: int
    window_s: int


@dataclass(frozen=True)
class Verdict:
    """Whether the request passes, how many are left, and when to come back if it does not."""

    allowed: bool
    remaining: int
    retry_after_s: int


def parse_limit(name: str, rate: str) -> Limit:
    """Read a rate such as `120/60` (requests per seconds) from a setting.

    Raises ValueError on anything else.
    """
    count, _slash, window = rate.partition("/")
    limit = Limit(name, int(count), int(window))
    if limit.count < 1 or limit.window_s < 1:
        raise ValueError(f"a rate limit needs positive numbers: {rate}")
    return limit


def hit(limit: Limit, who: str) -> Verdict:
    """Count one request of `who` and say whether it is within `limit`.

    The requests of the previous window count by the share of it that the sliding window still
    covers. A refused request is counted too: hammering does not help.
    """
    return hit_each(limit, [who])[0]


def hit_each(limit: Limit, people: Sequence[str]) -> list[Verdict]:
    """`hit` for one request of each of `people`, in one round trip."""
    if not people:
        return []
    now = time.time()
    window, elapsed = divmod(now, limit.window_s)
    try:
        client = cache.client.get_client()  # type: ignore[attr-defined]
        pipeline = client.pipeline(transaction=False)
        for who in people:
            key = f"piyakast:rate:{limit.name}:{who}"
            pipeline.incr(f"{key}:{window:.0f}")
            pipeline.expire(f"{key}:{window:.0f}", limit.window_s * 2)
            pipeline.get(f"{key}:{window - 1:.0f}")
        answers = pipeline.execute()
    except (RedisError, OSError):
        logger.warning("No rate limit for %s: Redis does not answer", limit.name)
        return [Verdict(True, limit.count, 0)] * len(people)
    return [
        _verdict(limit, answers[n * 3], int(answers[n * 3 + 2] or 0), elapsed)
        for n in range(len(people))
    ]


def _verdict(limit: Limit, current: int, before: int, elapsed: float) -> Verdict:
    weight = 1 - elapsed / limit.window_s
    used = current + before * weight
    if used <= limit.count:
        return Verdict(True, int(limit.count - used), 0)
    return Verdict(False, 0, _wait(limit, current, before, elapsed))


def _wait(limit: Limit, current: int, before: int, elapsed: float) -> int:
    """Seconds until one more request fits, if none is made meanwhile."""
    left = limit.window_s - elapsed
    room = limit.count - 1
    if current <= room and before:
        # This window, once enough of the previous one has slid out.
        return max(1, round(left - limit.window_s * (room - current) / before + 0.5))
    # The next one, where what is counted now slides out in turn.
    return max(1, round(left + limit.window_s * (1 - room / current) + 0.5))


def client_ip(request: HttpRequest) -> str:
    """The address the request came from, as the outermost trusted proxy saw it."""
    return address_behind_proxies(
        str(request.META.get("REMOTE_ADDR") or ""), request.headers.get("X-Forwarded-For", "")
    )


def address_behind_proxies(address: str, forwarded_for: str) -> str:
    """The address that a connection from `address` with this X-Forwarded-For came from.

    Only the `TRUSTED_PROXY_COUNT` rightmost entries of X-Forwarded-For were written by our own
    proxies; what stands to their left was sent by the client and may be a lie. Whoever comes without
    them (monitoring, a probe) is at the address of the connection itself.
    """
    hops: int = settings.TRUSTED_PROXY_COUNT
    if hops:
        forwarded = [entry for part in forwarded_for.split(",") if (entry := part.strip())]
        if len(forwarded) >= hops:
            return forwarded[-hops]
    return address


def visitor(request: HttpRequest) -> str:
    """Whom to count: the signed-in user (session or token), else the address."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user:{user.pk}"
    return f"ip:{household(client_ip(request))}"


def enforce(limit: Limit, who: str) -> None:
    """Count one request of `who`; raise a 429 problem with Retry-After when it is one too many."""
    verdict = hit(limit, who)
    if not verdict.allowed:
        raise too_many_requests(verdict.retry_after_s)


def rate_limited(limit: Limit) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a view or an API operation's view: refuse with a 429 problem beyond `limit`.

    For django-ninja use it through `ninja.decorators.decorate_view`.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            verdict = hit(limit, visitor(request))
            if not verdict.allowed:
                return answer_problem(request, too_many_requests(verdict.retry_after_s))
            response: HttpResponse = view(request, *args, **kwargs)
            response["RateLimit-Limit"] = str(limit.count)
            response["RateLimit-Remaining"] = str(verdict.remaining)
            return response

        return limited

    return decorate
