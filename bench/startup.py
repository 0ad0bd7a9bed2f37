"""A bare clone to its first page, with packages in the installer's cache; then a second start.

Bars: at most 60 s and 15 s. Ctrl-C must end everything within 5 s.
"""

import os
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench._table import print_table
from core.embedded.process import free_port

ROOT = Path(__file__).resolve().parents[1]
# What a newcomer's shell does not have: our services, and what the `make` that runs this hands to the next.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PIYAKAST_ENV", "SITE_URL",
           "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "ARGS")  # fmt: skip


def main() -> None:
    """Clone, start twice, print the table."""
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        clone = folder / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        rows = [
            [label, *_start(clone)]
            for label in ("first start, bare clone", "second start", "third start")
        ]
    print_table(["start", "first page s", "Ctrl-C to nothing left s"], rows)


def _start(clone: Path) -> tuple[float, float]:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    started = time.monotonic()
    with (clone / "run.log").open("ab") as log:
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=clone,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _first_page(process, port)
    took = time.monotonic() - started
    time.sleep(5)  # let it work, as it would when somebody presses Ctrl-C
    asked = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    process.wait()
    return took, time.monotonic() - asked


def _first_page(process: "subprocess.Popen[bytes]", port: int) -> None:
    while True:
        if process.poll() is not None:
            raise RuntimeError(f"make run ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                answer.read()
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
