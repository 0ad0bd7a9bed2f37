"""What a child that reads a hostile file may use of this machine, and that it ends with its worker."""

import os
import resource
import signal
from collections.abc import Callable

from core.embedded.process import die_with_parent

# Address space: stacks and arenas of threads are counted whole, so it grows with the cores.
MEMORY_BYTES = 8 * 1024**3 + (os.cpu_count() or 1) * 1024**3
# One file that a child writes: a segment, a log, the raw sound of twelve hours.
FILE_BYTES = 512 * 1024**2
# The dearest settings (AV1, 2160p, slowest preset) need some ten seconds for a frame of all rungs.
LEAST_CPU_S = 900
CPU_S_PER_FRAME = 20
NICENESS = 5


def cpu_for(frames: int) -> int:
    """CPU seconds that a job of so many frames may use: far more than it can need, yet not for ever."""
    return LEAST_CPU_S + CPU_S_PER_FRAME * frames


def limited(
    *,
    cpu_s: int = LEAST_CPU_S,
    memory_bytes: int = MEMORY_BYTES,
    file_bytes: int = FILE_BYTES,
    niceness: int = NICENESS,
) -> Callable[[], None]:
    """A `preexec_fn` with these limits; beyond `cpu_s` the kernel sends SIGXCPU, then SIGKILL."""
    tied = die_with_parent(signal.SIGKILL)

    def apply() -> None:
        if tied:
            tied()
        _lower(resource.RLIMIT_AS, memory_bytes)
        _lower(resource.RLIMIT_FSIZE, file_bytes)
        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_CPU, cpu_s, spare=5)
        os.nice(niceness)

    return apply


def _lower(kind: int, value: int, spare: int = 0) -> None:
    """Never above what the operator's own limit allows."""
    _soft, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY or hard > value + spare:
        hard = value + spare
    resource.setrlimit(kind, (min(value, hard), hard))
