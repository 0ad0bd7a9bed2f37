"""How many WebSockets one address, or one person, may hold in a process."""

from collections import Counter
from typing import Any

from core.household import household
from core.ratelimit import address_behind_proxies

# The client is told to come again, later.
CLOSE_TOO_MANY = 4429


class Doors:
    """Sockets of each holder in this process."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    def enter(self, holder: str, most: int) -> bool:
        """Whether one more socket is fine; if so it is counted."""
        if self._open[holder] >= most:
            return False
        self._open[holder] += 1
        return True

    def leave(self, holder: str) -> None:
        """One socket less."""
        self._open[holder] -= 1
        if self._open[holder] <= 0:
            del self._open[holder]


def household_of(scope: dict[str, Any]) -> str:
    """What the address of a socket's client counts as."""
    peer = str((scope.get("client") or [""])[0])
    forwarded = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return household(address_behind_proxies(peer, b",".join(forwarded).decode("latin1")))
