"""Connections to a Redis that may hang: whoever has just waited in vain spares the others that wait.

A Redis that is down refuses at once. One that hangs, or stands behind a network that swallows packets, costs every
question its whole timeout, and a page asks ten. So after a question without an answer this process asks no
more for a few seconds; then one question goes ahead, and what it hears goes for the others.
"""

import threading
import time
from typing import Any

from redis.connection import AbstractConnection, Connection, ConnectionPool
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import TimeoutError as Unanswered

PAUSE_S = 3.0


class Patience:
    """Whether it is worth asking now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0  # while Redis answers

    def may_ask(self) -> bool:
        """True while Redis answers; while it does not, once in `PAUSE_S`."""
        if not self._until:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._until:
                return False
            self._until = now + PAUSE_S
            return True

    def heard(self) -> None:
        """Redis has answered."""
        self._until = 0.0

    def unheard(self) -> None:
        """A question was not answered in its time."""
        with self._lock:
            self._until = time.monotonic() + PAUSE_S


class _Attentive(AbstractConnection):
    """Tells `patience` how it went."""

    patience: Patience

    def connect(self) -> None:
        try:
            super().connect()
        except Unanswered:
            self.patience.unheard()
            raise

    def read_response(self, *args: Any, **kwargs: Any) -> Any:
        try:
            answer = super().read_response(*args, **kwargs)
        except Unanswered:
            self.patience.unheard()
            raise
        self.patience.heard()
        return answer


class PatientPool(ConnectionPool):
    """A pool of the cache (`CONNECTION_POOL_CLASS`): refuses at once while Redis hangs."""

    def __init__(
        self, connection_class: type[AbstractConnection] = Connection, **kwargs: Any
    ) -> None:
        self.patience = Patience()
        attentive = type(
            connection_class.__name__, (_Attentive, connection_class), {"patience": self.patience}
        )
        super().__init__(attentive, **kwargs)

    def get_connection(self, *args: Any, **kwargs: Any) -> Any:
        if not self.patience.may_ask():
            raise NotConnected("Redis did not answer a moment ago")
        return super().get_connection(*args, **kwargs)
