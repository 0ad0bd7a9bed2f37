"""An ingest whose port somebody else has says so in one sentence, and ends."""

import socket
import subprocess
import sys

import pytest

from core.embedded.process import free_port
from tests.launch.site import ROOT


@pytest.mark.parametrize("busy", ["--http-port", "--rtmp-port"])
def test_a_busy_port_is_said_in_one_sentence(busy: str) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as other:
        port = other.getsockname()[1]
        ports = {"--http-port": free_port(), "--rtmp-port": free_port()} | {busy: port}
        options = [f"{name}={number}" for name, number in ports.items()]
        ended = subprocess.run(
            [sys.executable, "manage.py", "ingest", *options],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"CommandError: port {port} is in use.")
    assert busy in ended.stderr
    assert ended.stderr.count("\n") == 1
