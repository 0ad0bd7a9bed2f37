"""Running a service's program so that it never outlives us."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

NOBODY = 65534
PR_SET_PDEATHSIG = 1
PORTS = range(20000, 32768)  # below the range the kernel hands to outgoing connections


class EmbeddedServiceError(Exception):
    """A service could not be started; the message is a sentence for the operator."""


def free_port() -> int:
    """A loopback TCP port that nobody listens on, below the ephemeral range."""
    offset = int.from_bytes(os.urandom(2), "big")
    for step in range(len(PORTS)):
        port = PORTS[(offset + step) % len(PORTS)]
        if port_is_free(port):
            return port
    raise EmbeddedServiceError("No free TCP port between 20000 and 32767.")


def port_is_free(port: int) -> bool:
    """Whether we could listen on 127.0.0.1:`port` now. Raises PermissionError for one that is root's alone."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise
        except OSError:
            return False
    return True


def die_with_parent(sig: int) -> Callable[[], None] | None:
    """A `preexec_fn` that has the kernel send `sig` when our process ends, even by kill -9."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def apply() -> None:
        libc.prctl(PR_SET_PDEATHSIG, sig)

    return apply


def reachable_by_others(path: Path) -> bool:
    """Whether another user may traverse every folder that leads to `path`."""
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


def unprivileged_prefix(*paths: Path) -> tuple[list[str], int | None]:
    """How root runs a program that refuses root: a command prefix and a uid (or None).

    Where another user can reach all `paths`, become `nobody`; else keep the files' owner
    and only look unprivileged inside a user namespace.
    """
    if os.geteuid() != 0:
        return [], None
    if all(reachable_by_others(path) for path in paths):
        return [], NOBODY
    return ["unshare", "--user", "--map-user=1000", "--"], None


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    uid: int | None = None,
    stop_signal: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command` in its own session, its output appended to `log`."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=uid,
            group=uid,
            extra_groups=[] if uid is not None else None,
            cwd="/",
            preexec_fn=die_with_parent(stop_signal),  # noqa: PLW1509  (one prctl, no locks)
        )


def stop(process: subprocess.Popen[bytes], sig: int, *, timeout_s: float = 5) -> None:
    """Ask the process to end with `sig`; kill it after `timeout_s` seconds."""
    stop_together([(process, sig)], left=lambda: timeout_s)


def stop_together(
    processes: Sequence[tuple[subprocess.Popen[bytes], int]], *, left: Callable[[], float]
) -> None:
    """Ask each process to end with its signal, all at once; kill those that are there when no time is `left` (seconds)."""
    running = [(process, sig) for process, sig in processes if process.poll() is None]
    for process, sig in running:
        process.send_signal(sig)
    for process, _sig in running:
        try:
            process.wait(left())
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
