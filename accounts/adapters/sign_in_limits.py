"""When allauth's limits let somebody through again: it refuses without saying, so its counts are read."""

import math
import time
from collections.abc import Iterator

from allauth.account import app_settings
from allauth.core.internal.ratelimit import Rate, get_cache_key, parse_rates
from django.core.cache import cache
from django.http import HttpRequest

# These are refused with a sentence in the form, never with a page.
IN_THE_FORM = frozenset({"login_failed", "confirm_email", "request_login_code", "verify_phone"})
LEAST_S = 1
USUAL_S = 60


def seconds_to_wait(request: HttpRequest) -> int:
    """Until every limit that `request` may have run into has room again; a minute if none is found full.

    Each limit keeps the times of the last requests, newest first, and has room when the oldest of
    a full list has grown as old as its window.
    """
    waits = [
        history[-1] + rate.duration - time.time()
        for rate, history in _counts(request)
        if len(history) >= rate.amount
    ]
    return max(LEAST_S, math.ceil(max(waits))) if waits else USUAL_S


def _counts(request: HttpRequest) -> Iterator[tuple[Rate, list[float]]]:
    typed = (request.POST.get("email") or request.POST.get("login") or "").strip().lower()
    for action, rates in app_settings.RATE_LIMITS.items():
        if action in IN_THE_FORM:
            continue
        for rate in parse_rates(rates):
            if (rate.per == "user" and not request.user.is_authenticated) or (
                rate.per == "key" and not typed
            ):
                continue
            key = get_cache_key(request, app="allauth.account", action=action, rate=rate, key=typed)
            yield rate, cache.get(key, [])
