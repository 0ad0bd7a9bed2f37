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
    while not site.listens("manage.py prepare"):
        assert site.process.poll() is None
    os.killpg(site.process.pid, signal.SIGINT)
    code, said = site.end()
    assert "Traceback" not in said
    assert code == 0
    assert site.processes() == []
