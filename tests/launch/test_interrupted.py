"""Ctrl-C in a terminal, which every process of the group gets, before the site is up: no traceback, nothing left."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from core.embedded.process import free_port
from tests.launch.site import END_S, ROOT, StartedSite


def test_while_modules_are_read() -> None:
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "tools.launch"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert any("celery" in line for line in process.stderr)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=END_S)
    assert "Traceback" not in said
    assert process.returncode in (-signal.SIGINT, 0)


def test_while_the_database_is_prepared(var: Path) -> None:
    site = StartedSite(var, free_port(), "--no-demo")
    site.read_until("Preparing the database")
    while not _listens("manage.py prepare", site):
        assert site.process.poll() is None
    os.killpg(site.process.pid, signal.SIGINT)
    code, said = site.end()
    assert "Traceback" not in said
    assert code == 0
    assert site.processes() == []


def _listens(command: str, site: StartedSite) -> bool:
    """Whether Python runs there and would raise `KeyboardInterrupt`: the kernel knows of its handler."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            ours = f"PIYAKAST_VAR_DIR={site.var}".encode() in (folder / "environ").read_bytes()
            if command in words and ours:
                status = (folder / "status").read_text()
                caught = int(status.partition("SigCgt:")[2].split()[0], 16)
                return bool(caught & 1 << (signal.SIGINT - 1))
        except OSError:
            continue  # it ended meanwhile, or it is another user's
    return False
