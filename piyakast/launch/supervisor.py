"""Runs named processes together: prefixed logs, all stop when one fails, none is left behind."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from core.embedded.process import die_with_parent
from piyakast.launch.farewell import LEAVE_BY_S, OUTPUT_BY_S, PROGRAMS_BY_S, Farewell

COLOURS = (36, 33, 35, 32, 34, 31)


@dataclass(frozen=True)
class Program:
    """One process of the site. `once` may end with 0 without ending the rest; `takes_leave` has something to say to the
    others when it ends, and is stopped before them. `sockets` are descriptors of ours that it is given."""

    name: str
    command: Sequence[str]
    stop_signal: signal.Signals = signal.SIGTERM
    once: bool = False
    takes_leave: bool = False
    sockets: tuple[int, ...] = ()


class Supervisor:
    """Starts programs, prints their lines as `name | line`, and stops them as one."""

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        dead: Callable[[], str | None] = lambda: None,
        farewell: Farewell | None = None,
        width: int = 10,
    ) -> None:
        """`dead` names what the programs need and that has ended by itself, or is None; `farewell` is the time to end."""
        self.environment = dict(environment)
        self.farewell = farewell or Farewell()
        self.dead = dead
        self.width = width
        self.colour = sys.stdout.isatty()
        self.running: dict[str, tuple[Program, subprocess.Popen[str]]] = {}
        self.stopping = threading.Event()
        self.readers: list[threading.Thread] = []

    def start(self, program: Program) -> None:
        """Start one more program."""
        process = subprocess.Popen(
            program.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            bufsize=1,
            pass_fds=program.sockets,
            start_new_session=True,  # Ctrl-C reaches us alone; we stop the rest in order
            preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509  (one prctl, no locks)
        )
        prefix = self._prefix(program.name, len(self.running))
        self.running[program.name] = (program, process)
        assert process.stdout is not None  # noqa: S101  (we asked for a pipe)
        reader = threading.Thread(target=_relay, args=(prefix, process.stdout), daemon=True)
        reader.start()
        self.readers.append(reader)

    def wait(self) -> int:
        """Block until asked to stop (0) or a program ends by itself (its exit code, at least 1)."""
        while not self.stopping.wait(0.1):
            ended = self._ended()
            if ended is not None:
                return ended
        return 0

    def check(self) -> None:
        """Raise `RuntimeError` when a program that should run has ended."""
        if self._ended() is not None:
            raise RuntimeError("a program ended while the site was starting")

    def stop(self) -> None:
        """Stop everything in order of start, last first, and kill what will not go."""
        for program, process in self.running.values():
            if program.takes_leave and process.poll() is None:
                _signal_group(process, program.stop_signal)
                _wait(process, self.farewell.left(LEAVE_BY_S))
        remaining = [pair for pair in self.running.values() if pair[1].poll() is None]
        for program, process in reversed(remaining):
            _signal_group(process, program.stop_signal)
        for _, process in remaining:
            if not _wait(process, self.farewell.left(PROGRAMS_BY_S)):
                _signal_group(process, signal.SIGKILL)
                process.wait()
        # A worker's children (ffmpeg) share its group: none may outlive the site.
        for _, process in self.running.values():
            _signal_group(process, signal.SIGKILL)
        for reader in self.readers:
            reader.join(timeout=self.farewell.left(OUTPUT_BY_S))

    def _ended(self) -> int | None:
        if output_is_gone():
            # Not every closed terminal says so to us: a `make` that leads the session waits for us instead.
            os.kill(os.getpid(), signal.SIGHUP)
        if lost := self.dead():
            print(f"{lost} ended by itself; stopping the rest. Its log says why.", flush=True)
            return 1
        for name, (program, process) in list(self.running.items()):
            code = process.poll()
            if code is None:
                continue
            if program.once and code == 0:
                del self.running[name]
                continue
            print(f"{name} ended with exit code {code}; stopping the rest.", flush=True)
            return code or 1
        return None

    def _prefix(self, name: str, index: int) -> str:
        text = f"{name.ljust(self.width)} | "
        return f"\033[{COLOURS[index % len(COLOURS)]}m{text}\033[0m" if self.colour else text


def output_is_gone(descriptor: int = 1) -> bool:
    """Whether nobody reads what we print any more: the terminal was closed, or the program behind a pipe ended."""
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _fd, event in poll.poll(0))


def _relay(prefix: str, output: IO[str]) -> None:
    with output:
        for line in output:
            sys.stdout.write(prefix + line)
            sys.stdout.flush()


def _wait(process: subprocess.Popen[str], timeout_s: float) -> bool:
    try:
        process.wait(timeout_s)
    except subprocess.TimeoutExpired:
        return False
    return True


def _signal_group(process: subprocess.Popen[str], sig: signal.Signals) -> None:
    try:
        os.killpg(process.pid, sig)
    except (ProcessLookupError, PermissionError):
        return
