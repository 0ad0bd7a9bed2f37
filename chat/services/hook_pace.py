"""How much of the workers' time one webhook may take: they have mail to send, and recordings to finish.

All of it is kept in the cache, and may be lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache

from chat.adapters import hooks as adapter
from chat.models import Hook

# Posts to one address under way, over all workers.
MOST_AT_ONCE = 2
# A post is over long before, and so is the claim on its delivery.
SLOT_S = int(adapter.TIMEOUT_S * 4)
# For how long an address that did not answer is not asked again: the first time, and from then on.
RESTS_S = (10, 60)
REMEMBERED_S = 600


@contextmanager
def slot(hook_id: int) -> Iterator[bool]:
    """Whether there is room for one more post to the address while the block runs."""
    keys = (f"chat:hook-slot:{hook_id}:{number}" for number in range(MOST_AT_ONCE))
    mine = next((key for key in keys if cache.add(key, 1, SLOT_S)), None)
    try:
        yield mine is not None
    finally:
        if mine is not None:
            cache.delete(mine)


def resting(hook: Hook) -> str:
    """Why the address is not asked now, in the words of its last failure; empty when it may be."""
    return str(cache.get(_rest(hook)) or "")


def note_no_answer(hook: Hook, words: str) -> None:
    """It kept us waiting for nothing: it rests."""
    times = int(cache.get(_misses(hook)) or 0)
    cache.set(_misses(hook), times + 1, REMEMBERED_S)
    cache.set(_rest(hook), words, RESTS_S[min(times, len(RESTS_S) - 1)])


def forget_rest(hook: Hook) -> None:
    """It answered, or its owner says that it will."""
    cache.delete_many([_rest(hook), _misses(hook)])


def _rest(hook: Hook) -> str:
    return f"chat:hook-rest:{hook.pk}"


def _misses(hook: Hook) -> str:
    return f"chat:hook-misses:{hook.pk}"
