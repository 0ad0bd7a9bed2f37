"""What a session has opened with a password: remembered until the password changes."""

from collections.abc import MutableMapping
from typing import Any

from django.utils.crypto import constant_time_compare

MOST = 100
Session = MutableMapping[str, Any]


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
