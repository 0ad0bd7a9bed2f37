"""A real Daphne over the test's database, which can be killed and started again on the same port."""

import os
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
from django.db import connection

from tests import asking


class Site:
    """One web process. Work of the pipeline is done inside it, as in all tests."""

    def __init__(self, folder: Path, *, part_bytes: int) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
        self.environment = os.environ | {
            "PIYAKAST_ENV": "test",
            "PIYAKAST_TEST_DIR": str(folder),
            "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
            "UPLOAD_PART_BYTES": str(part_bytes),
        }
        self.log = folder / "daphne.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "piyakast.asgi:application"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 120
        while True:
            try:
                asking.get(f"{self.url}/health/live", timeout=30)
            except httpx.TransportError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError(self.log.read_text()) from None
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """End it at once, as a crash would."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


def free_port() -> int:
    """A port that nothing listens on, below those that outgoing connections use."""
    while True:
        port = random.randint(20_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
