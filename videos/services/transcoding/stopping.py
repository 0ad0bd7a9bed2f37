"""Whether this worker is shutting down. Read by every job at work, set by Celery's signals.

Celery's main process gets the signal and its children do the work: the word is one byte of memory
that they share, made before they are forked.
"""

import mmap
import signal
import threading
from enum import IntEnum
from typing import Any


class Stop(IntEnum):
    """What a job at work should do."""

    NO = 0
    SOON = 1  # finish what is nearly done, give back the rest
    NOW = 2


_shared = mmap.mmap(-1, 1)
_here = threading.Event()
_child = threading.Event()


def stop_soon() -> None:
    """The whole worker, with its children, takes no more work and ends what it has."""
    _shared[0] = Stop.SOON


def stop_now() -> None:
    """This process gives back its work at once."""
    _here.set()


def forget_stop() -> None:
    """A worker begins its life (or a test ends it)."""
    _shared[0] = Stop.NO
    _here.clear()


def how_to_stop() -> Stop:
    """What this process was told."""
    return Stop.NOW if _here.is_set() else Stop(_shared[0])


def become_child() -> None:
    """This process was forked by a worker to do its work."""
    _child.set()


class AtWork:
    """A block during which a child's SIGTERM means: give back the claim, then go.

    The pool's own handler would end the process in the middle of whatever it does.
    """

    def __enter__(self) -> None:
        self.before: Any = None
        if _child.is_set() and threading.current_thread() is threading.main_thread():
            self.before = signal.signal(signal.SIGTERM, lambda _signal, _frame: stop_now())

    def __exit__(self, *_exc: object) -> None:
        if self.before is not None:
            signal.signal(signal.SIGTERM, self.before)
