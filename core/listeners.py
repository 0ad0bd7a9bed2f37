"""What others do when something happens: they register, and whoever tells them knows none of them."""

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Listeners(Generic[P]):
    """Those who registered, each once, told in that order and in the transaction of whoever tells."""

    def __init__(self) -> None:
        self._all: list[Callable[P, None]] = []

    def register(self, listener: Callable[P, None]) -> None:
        """Have `listener` called; once, however often it registers."""
        if listener not in self._all:
            self._all.append(listener)

    def tell(self, *facts: P.args, **named: P.kwargs) -> None:
        """Call them all. What one raises ends the telling, and undoes the transaction."""
        for listener in self._all:
            listener(*facts, **named)
