"""What other apps do when somebody may perhaps no longer watch what a channel shows: they register here, this app knows none of them.

Streams are told of here, too.
"""

from collections.abc import Callable

from core.listeners import Listeners

Listener = Callable[[int], None]
_listeners = Listeners[[int]]()


def register_access_changes(listener: Listener) -> None:
    """Have `listener(channel_id)` called in the transaction that changes who may watch a video or stream of the channel."""
    _listeners.register(listener)


def tell_access_changed(channel_id: int) -> None:
    """Tell everybody who registered."""
    _listeners.tell(channel_id)
