"""What other apps do when an account is closed or opened again: they register here, this app knows none of them."""

from collections.abc import Callable

from accounts.models import User

Listener = Callable[[User, bool], None]
_listeners: list[Listener] = []


def register_closing(listener: Listener) -> None:
    """Have `listener(user, closed)` called in the transaction that closes an account, or opens it again."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_closed(user: User, *, closed: bool) -> None:
    """Tell everybody who registered."""
    for listener in _listeners:
        listener(user, closed)
