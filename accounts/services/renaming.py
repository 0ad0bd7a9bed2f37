"""What other apps do when a channel has another name, handle or picture: they register here, this app knows none of them."""

from collections.abc import Callable

from accounts.models import Channel

Listener = Callable[[Channel], None]
_listeners: list[Listener] = []


def register_renaming(listener: Listener) -> None:
    """Have `listener(channel)` called in the transaction that gives a channel another name, handle or picture."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_renamed(channel: Channel) -> None:
    """Tell everybody who registered."""
    for listener in _listeners:
        listener(channel)
