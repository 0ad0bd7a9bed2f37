"""What other apps do once it is known where each moment of a broadcast is in its recording: they register here."""

from collections.abc import Callable

from live.models import Broadcast

Listener = Callable[[Broadcast], None]
_listeners: list[Listener] = []


def register_placing(listener: Listener) -> None:
    """Have `listener(broadcast)` called before the recording can be watched; `offset_of` is exact by then.

    It may be called again after a failure, with the same times.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def tell_placed(broadcast: Broadcast) -> None:
    """Tell everybody who registered."""
    for listener in _listeners:
        listener(broadcast)
