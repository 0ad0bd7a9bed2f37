"""Whether this worker is shutting down. Read by every job at work, set by Celery's signals.

Celery's main process gets the signal and its children do the work: the word is one byte of memory
that they share, made before they are forked.
"""

import mmap
import signal
import threading
from enum import IntEnum
from types import FrameType


class Stop(IntEnum):
    """What a job at work should do."""

    NO = 0
    SOON = 1  # finish what is nearly done, give back the rest
    NOW = 2


_shared = mmap.mmap(-1, 1)
_here = threading.Event()
_working = threading.Event()


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


class AtWork:
    """Marks a block during which a signal must not end the process on the spot."""

    def __enter__(self) -> None:
        _working.set()

    def __exit__(self, *_exc: object) -> None:
        _working.clear()


def on_terminate(_signal: int, _frame: FrameType | None) -> None:
    """A child's SIGTERM: give back the claim and then go; with nothing in hand go at once."""
    stop_now()
    if not _working.is_set():
        raise SystemExit(0)


def install_in_child() -> None:
    """Called in each process that works, in its main thread."""
    signal.signal(signal.SIGTERM, on_terminate)
