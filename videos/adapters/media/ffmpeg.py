"""Runs ffmpeg so that it can be watched and stopped, and never outlives its worker."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from videos.adapters.media.errors import EncodeFailed
from videos.adapters.media.limits import LEAST_CPU_S, limited

STALL_S = 120
KILL_AFTER_S = 3
TAIL_BYTES = 4000
DISK_FULL = "No space left on device"
# What the kernel sends to a child that goes beyond its limits.
BEYOND = {-signal.SIGXCPU: "too-much-work", -signal.SIGXFSZ: "too-much-work"}

OnProgress = Callable[[int], None]
ShouldStop = Callable[[], bool]


def run_ffmpeg(
    command: Sequence[str],
    *,
    log: Path,
    on_progress: OnProgress,
    should_stop: ShouldStop,
    stall_s: float = STALL_S,
    cpu_s: int = LEAST_CPU_S,
) -> str:
    """Run `command` (which has `-progress pipe:1`) to its end and return the tail of its stderr.

    `on_progress(frames)` is called a few times a second, for sound alone with 0. Raises `EncodeFailed`:
    `cancelled` when `should_stop()` says so, `stalled` after `stall_s` seconds without progress,
    `too-much-work` beyond `cpu_s` seconds of CPU or a file of absurd size, `disk-full`, or `ffmpeg` for
    any other failure.
    """
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            start_new_session=True,
            preexec_fn=limited(cpu_s=cpu_s),  # noqa: PLW1509  (a few system calls, no locks)
        )
        try:
            reason = _follow(process, on_progress, should_stop, stall_s)
        finally:
            _end(process)
    tail = _tail(log)
    if reason:
        raise EncodeFailed(reason, stderr_tail=tail)
    if process.returncode:
        code = "disk-full" if DISK_FULL in tail else BEYOND.get(process.returncode, "ffmpeg")
        raise EncodeFailed(
            code,
            permanent=code == "too-much-work",
            stderr_tail=tail or f"exit code {process.returncode}",
        )
    return tail


def _follow(
    process: subprocess.Popen[bytes],
    on_progress: OnProgress,
    should_stop: ShouldStop,
    stall_s: float,
) -> str:
    """Read progress until the end; returns why it must be stopped, or nothing."""
    assert process.stdout is not None  # noqa: S101  (we asked for a pipe)
    moved, state, frames = time.monotonic(), "", 0
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if selector.select(timeout=0.5):
                block = os.read(process.stdout.fileno(), 65536)
                if not block:
                    process.wait()
                    return ""
                counted, position = _parse(block)
                if position != state:
                    moved, state = time.monotonic(), position
                frames = frames if counted is None else counted
                on_progress(frames)
            if should_stop():
                return "cancelled"
            if time.monotonic() - moved > stall_s:
                return "stalled"


def _parse(block: bytes) -> tuple[int | None, str]:
    frames, position = None, ""
    for line in block.decode(errors="replace").splitlines():
        name, _, value = line.partition("=")
        if name == "frame" and value.strip().isdigit():
            frames = int(value)
        if name in {"frame", "out_time_us", "total_size"}:
            position += line
    return frames, position


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(KILL_AFTER_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.stdout:
        process.stdout.close()


def _tail(log: Path) -> str:
    # A damaged source can fill it with complaints: only the end is read.
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - TAIL_BYTES))
        return file.read().decode(errors="replace").strip()
