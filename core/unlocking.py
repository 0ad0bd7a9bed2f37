"""What a session has opened with a password: remembered until the password changes."""

from collections.abc import MutableMapping
from typing import Any

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from core.problems import Problem
from core.ratelimit import Limit, hit
from core.waiting import wait_words

MOST = 100
Session = MutableMapping[str, Any]


class WrongPassword(Problem):
    """What was typed does not open it."""

    def __init__(self) -> None:
        sentence = _("That is not the password. Check it and try again.")
        super().__init__(403, "wrong-password", sentence)


class TooManyTries(Problem):
    """Somebody guesses: not even the right password helps for a while."""

    def __init__(self, wait_s: int) -> None:
        sentence = _("Too many tries. Try again in %(wait)s.") % {"wait": wait_words(wait_s)}
        super().__init__(429, "too-many-tries", sentence, retry_after_s=wait_s)


def count_try(limit: Limit, name: str, who: str) -> None:
    """Count one try of `who` at the password of `name`. Raises `TooManyTries`."""
    verdict = hit(limit, f"{name}:{who}")
    if not verdict.allowed:
        raise TooManyTries(verdict.retry_after_s)


def has_unlocked(session: Session, shelf: str, name: str, mark: str) -> bool:
    """Whether this session opened `name` while its password had this `mark`."""
    known = session.get(shelf, {}).get(name, "")
    return bool(known) and constant_time_compare(known, mark)


def remember_unlocked(session: Session, shelf: str, name: str, mark: str) -> None:
    """Remember that the session opened `name`."""
    known = session.get(shelf, {})
    known.pop(name, None)
    # The newest are kept: a session may not grow without end.
    kept = list(known.items())[-(MOST - 1) :]
    session[shelf] = {**dict(kept), name: mark}
