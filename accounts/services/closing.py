"""What other apps do when an account is closed or opened again: they register here, this app knows none of them."""

from collections.abc import Callable

from accounts.models import User
from core.listeners import Listeners

Listener = Callable[[User, bool], None]
_listeners = Listeners[[User, bool]]()


def register_closing(listener: Listener) -> None:
    """Have `listener(user, closed)` called in the transaction that closes an account, or opens it again."""
    _listeners.register(listener)


def tell_closed(user: User, *, closed: bool) -> None:
    """Tell everybody who registered."""
    _listeners.tell(user, closed)
