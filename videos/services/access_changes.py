"""What other apps do when somebody may perhaps no longer watch what a channel shows: they register here, this app knows none of them.

Streams are told of here, too.
"""

from collections.abc import Callable

Listener = Callable[[int], None]
_listeners: list[Listener] = []


def register_access_changes(listener: Listener) -> None:
    """Have `listener(channel_id)` called in the transaction that changes who may watch a video or stream of the channel."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_access_changed(channel_id: int) -> None:
    """Tell everybody who registered."""
    for listener in _listeners:
        listener(channel_id)
