"""A site started as `make run` starts it, in a folder of its own."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
END_S = 120
SERVICES = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PIYAKAST_ENV", "SITE_URL")

# How well the demo is encoded is not what a start is about.
QUICK = {"TRANSCODE_PRESET": "ultrafast"}


class StartedSite:
    """The launcher as a child process whose lines are read one by one."""

    def __init__(self, var: Path, port: int, *options: str, **environment: str) -> None:
        self.var, self.port = var, port
        self.lines: list[str] = []
        inherited = {k: v for k, v in os.environ.items() if k not in SERVICES}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tools.launch", "--port", str(port), *options],
            cwd=ROOT,
            env=inherited | {"PIYAKAST_VAR_DIR": str(var), **QUICK} | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def read_until(self, text: str) -> str:
        """The first line that contains `text`; fails with everything printed when there is none."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if text in line:
                return line
        raise AssertionError(f"it ended before {text!r}:\n{''.join(self.lines)}")

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        output, _ = self.process.communicate(timeout=END_S)
        self.lines.append(output)
        return self.process.returncode

    def end(self) -> tuple[int, str]:
        """Wait for it to end by itself: its exit code and what it printed."""
        output, _ = self.process.communicate(timeout=END_S)
        return self.process.returncode, output

    def get(self, path: str) -> Any:
        """A JSON answer of the running site."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
            return json.load(answer)

    def page(self, path: str) -> str:
        """A page of the running site."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
            return str(answer.read().decode())

    def processes(self) -> list[str]:
        """The command lines of every process that belongs to this site."""
        return [command for _folder, command in self._processes()]

    def listens(self, words: str) -> bool:
        """Whether Ctrl-C would raise `KeyboardInterrupt` in the process with these words: the kernel knows of its handler."""
        for folder, command in self._processes():
            with suppress(OSError):  # it ended meanwhile
                caught = (folder / "status").read_text().partition("SigCgt:")[2].split()[0]
                if words in command and int(caught, 16) & 1 << (signal.SIGINT - 1):
                    return True
        return False

    def _processes(self) -> Iterator[tuple[Path, str]]:
        """Folders in /proc and command lines."""
        mark = f"PIYAKAST_VAR_DIR={self.var}".encode()
        inside = str(self.var).encode()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes()
                ours = inside in command or mark in (folder / "environ").read_bytes().split(b"\0")
            except OSError:
                continue  # it ended meanwhile, or it is another user's
            if ours and command:
                yield folder, command.replace(b"\0", b" ").decode(errors="replace")
