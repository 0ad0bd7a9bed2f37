"""What other apps do when a channel has another name, handle or picture: they register here, this app knows none of them."""

from collections.abc import Callable

from accounts.models import Channel
from core.listeners import Listeners

Listener = Callable[[Channel], None]
_listeners = Listeners[[Channel]]()


def register_renaming(listener: Listener) -> None:
    """Have `listener(channel)` called in the transaction that gives a channel another name, handle or picture."""
    _listeners.register(listener)


def tell_renamed(channel: Channel) -> None:
    """Tell everybody who registered."""
    _listeners.tell(channel)
