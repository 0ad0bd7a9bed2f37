"""Ctrl-C ends everything within five seconds: what must come first comes first, the rest together, nothing stays."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.embedded.process import start, stop_together
from piyakast.launch import farewell
from piyakast.launch.farewell import Farewell
from piyakast.launch.supervisor import Program, Supervisor, output_is_gone
from tests.launch.site import ROOT

END_S = 120
# Ends when it is asked to, and once the file of its second argument is there (at once without one).
SERVICE = """
import pathlib, signal, sys, time
mine, other = (pathlib.Path(p) if p else None for p in sys.argv[1:3])
def asked(*_):
    mine.touch()
    while other and not other.exists():
        time.sleep(0.01)
    sys.exit(0)
signal.signal(signal.SIGTERM, asked)
print("ready", flush=True)
while True:
    signal.pause()
"""
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); signal.pause()"


def service(*arguments: str) -> list[str]:
    return [sys.executable, "-c", SERVICE, *arguments]


def test_all_parts_together_have_less_than_five_seconds() -> None:
    spans = [
        farewell.LEAVE_BY_S,
        farewell.PROGRAMS_BY_S,
        farewell.OUTPUT_BY_S,
        farewell.SERVICES_BY_S,
    ]
    assert spans == sorted(spans)
    assert spans[0] >= 1
    assert spans[1] - spans[0] >= 1
    assert spans[3] - spans[2] >= 1
    # Ctrl-C is noticed at once; the rest is for the kernel to clear away.
    assert spans[-1] <= 4.8


def test_one_span_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([100.0, 101.0, 103.5, 200.0])
    monkeypatch.setattr("piyakast.launch.farewell.time.monotonic", lambda: next(now))
    span = Farewell()
    assert [span.left(4) for _ask in range(4)] == [4, 3, 0.5, 0]


def test_services_are_asked_together(tmp_path: Path) -> None:
    """Each ends only once the other was asked: one after the other they would wait for ever, and be killed."""
    files = [str(tmp_path / name) for name in ("a", "b")]
    logs = [tmp_path / "a.log", tmp_path / "b.log"]
    pair = [
        start(service(*order), log=log)
        for order, log in zip((files, files[::-1]), logs, strict=True)
    ]
    for process, log in zip(pair, logs, strict=True):
        while "ready" not in log.read_text():
            assert process.poll() is None
    stop_together([(process, signal.SIGTERM) for process in pair], left=lambda: END_S)
    assert [process.returncode for process in pair] == [0, 0]


def test_a_service_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "deaf.log"
    process = start([sys.executable, "-c", DEAF], log=log)
    while "deaf" not in log.read_text():
        assert process.poll() is None
    stop_together([(process, signal.SIGTERM)], left=lambda: 0)
    assert process.returncode == -signal.SIGKILL


LEAVING = """
import pathlib, signal, sys, time
def asked(*_):
    time.sleep(0.3)  # it has something to say
    pathlib.Path(sys.argv[1]).touch()
    sys.exit(0)
signal.signal(signal.SIGTERM, asked)
print("ready", flush=True)
signal.pause()
"""
LISTENING = """
import pathlib, signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0 if pathlib.Path(sys.argv[1]).exists() else 3))
print("ready", flush=True)
signal.pause()
"""


def supervised(capfd: Any, *programs: Program) -> tuple[Supervisor, list[subprocess.Popen[str]]]:
    """Programs that run and have set up what they do with a signal."""
    supervisor = Supervisor({"PATH": "/usr/bin:/bin"})
    for program in programs:
        supervisor.start(program)
    seen = ""
    while seen.count("\n") < len(programs):
        seen += capfd.readouterr().out
        supervisor.check()
    return supervisor, [process for _program, process in supervisor.running.values()]


def test_who_takes_leave_has_ended_before_the_others_are_asked(
    tmp_path: Path, capfd: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LEAVE_BY_S", "PROGRAMS_BY_S"):
        monkeypatch.setattr(f"piyakast.launch.supervisor.{name}", END_S)
    said = str(tmp_path / "said")
    supervisor, processes = supervised(
        capfd,
        Program("web", [sys.executable, "-c", LISTENING, said]),
        Program("ingest", [sys.executable, "-c", LEAVING, said], takes_leave=True),
    )
    supervisor.stop()
    assert [process.returncode for process in processes] == [0, 0]


def test_programs_that_do_not_listen_are_killed(
    capfd: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LEAVE_BY_S", "PROGRAMS_BY_S"):
        monkeypatch.setattr(f"piyakast.launch.supervisor.{name}", 0)
    deaf = [sys.executable, "-c", DEAF]
    supervisor, processes = supervised(
        capfd, Program("web", deaf), Program("ingest", deaf, takes_leave=True)
    )
    supervisor.stop()
    assert [process.returncode for process in processes] == [-signal.SIGKILL] * 2


@pytest.mark.parametrize("kind", ["terminal", "pipe"])
def test_a_closed_terminal_is_noticed_though_nobody_says_so(kind: str) -> None:
    reads, writes = os.openpty() if kind == "terminal" else os.pipe()
    assert not output_is_gone(writes)
    os.close(reads)
    assert output_is_gone(writes)
    os.close(writes)


LAUNCHED = """
import os, signal, sys
from piyakast.launch import __main__ as launch
for sig in launch.ENDINGS:
    signal.signal(sig, launch._interrupt)
try:
    os.kill(os.getpid(), int(sys.argv[1]))
    signal.pause()
except KeyboardInterrupt:
    for sig in launch.ENDINGS:
        os.kill(os.getpid(), sig)
    print("stopped whole", flush=True)
"""


@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_second_signal_does_not_interrupt_the_stopping(sig: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LAUNCHED, str(int(sig))],
        cwd=ROOT, capture_output=True, text=True, timeout=END_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # With the terminal gone nothing is said, and nothing fails for it.
    assert done.stdout == ("" if sig == signal.SIGHUP else "stopped whole\n")
