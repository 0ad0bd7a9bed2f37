"""The ingest's ports belong to the site that chose them first, from the moment it chose them."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from core.embedded.process import free_port, port_is_free
from piyakast.launch.ports import hold_port, port_of
from tests import asking
from tests.launch.site import ROOT


@pytest.fixture
def wanted() -> int:
    return free_port()


@pytest.fixture
def held(wanted: int) -> Iterator[socket.socket]:
    with hold_port(wanted) as chosen:
        yield chosen


def test_of_two_that_want_one_port_each_gets_its_own(held: socket.socket, wanted: int) -> None:
    assert port_of(held) == wanted
    assert not port_is_free(wanted)
    with hold_port(wanted) as other:
        assert port_of(other) != wanted
        assert not port_is_free(port_of(other))


def test_the_ingest_listens_on_the_sockets_that_it_is_given(held: socket.socket) -> None:
    with hold_port(free_port()) as rtmp:
        given = {"--http-fd": held.fileno(), "--rtmp-fd": rtmp.fileno()}
        options = [f"{name}={number}" for name, number in given.items()]
        ingest = subprocess.Popen(
            [sys.executable, "manage.py", "ingest", *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            pass_fds=tuple(given.values()),
        )
        ports = port_of(held), port_of(rtmp)
    held.close()
    with ingest:
        assert ingest.stdout is not None
        assert next(ingest.stdout).strip() == f"ready: rtmp on port {ports[1]}"
        assert asking.get(f"http://127.0.0.1:{ports[0]}/health").json() == {"publishing": 0, "leaving": 0}  # fmt: skip
        socket.create_connection(("127.0.0.1", ports[1])).close()
        ingest.send_signal(signal.SIGTERM)
    assert ingest.returncode == 0
