"""`make run` as people meet it: it starts, says where to sign in, keeps data, and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from core.embedded.postgres import EmbeddedPostgres
from core.embedded.process import EmbeddedServiceError, free_port
from piyakast.launch.farewell import Farewell
from piyakast.launch.services import Services
from tests.launch.site import ROOT, StartedSite

pytestmark = pytest.mark.slow


@pytest.fixture
def site(var: Path) -> Iterator[StartedSite]:
    """A site that is starting for the first time."""
    started = StartedSite(var, free_port())
    yield started
    if started.process.poll() is None:
        started.stop()


def test_it_starts_keeps_its_data_and_leaves_no_process(site: StartedSite, var: Path) -> None:
    ready = site.read_until("PIYAKast is ready")
    assert ready.strip() == f"PIYAKast is ready: http://localhost:{site.port}"
    assert "<title>" in site.page("/")
    demo = json.loads((var / "demo.json").read_text())
    assert {account["role"] for account in demo["accounts"]} == {"creator", "moderator", "viewer"}
    for account in demo["accounts"]:
        line = site.read_until(account["email"])
        assert account["password"] in line
    born = site.get("/api/v1/channels/sunny")["created_at"]
    told = json.loads((var / "demo-stream.json").read_text())
    line = site.read_until("Go live from OBS")
    assert line.strip().endswith(f"stream key {told['key']}")
    server = urlsplit(line.split()[5])
    socket.create_connection((server.hostname, server.port)).close()

    # Another start on the same port is refused in one sentence.
    second = StartedSite(var, site.port)
    code, said = second.end()
    assert code == 1
    assert said.startswith(f"PIYAKast cannot start: port {site.port} is in use.")
    # And on another port too, since the data are in use.
    code, said = StartedSite(var, free_port()).end()
    assert code == 1
    assert "already using" in said

    assert (var / "services.env").exists()
    assert site.stop() == 0
    assert site.processes() == []
    assert not (var / "services.env").exists()

    again = StartedSite(var, free_port())
    again.read_until("PIYAKast is ready")
    assert again.get("/api/v1/channels/sunny")["created_at"] == born
    # The demo was interrupted, so it goes on; nothing is to be prepared for the same code again.
    assert any("manage.py demo" in line for line in again.processes())
    assert "Preparing" in "".join(site.lines)
    assert "Preparing" not in "".join(again.lines)

    # Without one of its services a site is of no use: it ends, and says why.
    os.kill(_child_of(again, "redis-server"), 9)
    code, said = again.end()
    assert code == 1
    assert "Redis ended by itself" in said
    assert again.processes() == []


def test_given_services_are_used_and_when_a_part_dies_all_stop(var: Path) -> None:
    url = os.environ["DATABASE_URL"]
    started = StartedSite(
        var, free_port(), "--no-demo", DATABASE_URL=url, REDIS_URL=os.environ["REDIS_URL"]
    )
    started.read_until("PIYAKast is ready")
    assert not (var / "postgres").exists()
    assert not (var / "redis").exists()
    assert not (var / "demo.json").exists()
    web = next(line for line in started.processes() if "daphne" in line)
    assert str(started.port) in web
    pids = _pids_of(started, "daphne")
    os.kill(pids[0], 9)
    code, said = started.end()
    assert code != 0
    assert "web ended with exit code" in said
    assert started.processes() == []


def test_a_port_that_is_no_port_is_refused(var: Path) -> None:
    code, said = StartedSite(var, 70000).end()
    assert code == 1
    assert said.strip() == "PIYAKast cannot start: 70000 is not a port. Choose one from 1 to 65535."


def test_a_full_disk_is_said_in_one_sentence(monkeypatch: Any, var: Path) -> None:
    from piyakast.launch import __main__ as launch

    monkeypatch.setattr(launch, "LEAST_FREE_MB", 10**12)
    with pytest.raises(launch.CannotStart, match="MB left"):
        launch._check(free_port(), var)
    # It filled while a service was starting: Postgres says so in many lines.
    log = 'FATAL:  could not extend file "base/1/2691"\nHINT:  Check free disk space.\nAborted'
    full = f"the disk that holds {var} is full. Free some room."
    assert launch._sentence(launch.CannotStart(log), var) == full
    assert launch._sentence(launch.CannotStart("port 1 is in use."), var) == "port 1 is in use."


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, var: Path) -> Any:
    """The launcher itself, without services and without what it runs."""
    from piyakast.launch import __main__ as launch

    @contextmanager
    def services(_var: Path, _farewell: Farewell) -> Iterator[Services]:
        yield Services()

    monkeypatch.setattr(launch, "services", services)
    monkeypatch.setattr(signal, "signal", lambda *_args: None)
    monkeypatch.setattr(sys, "argv", ["make run", "--port", str(free_port())])
    monkeypatch.setenv("PIYAKAST_VAR_DIR", str(var))
    return launch


def test_a_disk_that_fills_later_is_said_last(
    started: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any, var: Path
) -> None:
    monkeypatch.setattr(started, "_run", lambda *_args: 1)
    assert started.main() == 1
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(started, "FULL_MB", 10**12)
    assert started.main() == 1
    said = f"PIYAKast stopped: the disk that holds {var} is full. Free some room.\n"
    assert capsys.readouterr().err == said


def test_what_belongs_to_somebody_else_is_said_in_one_sentence(
    started: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any, var: Path
) -> None:
    def refuse(*_args: Any) -> int:
        raise PermissionError(13, "Permission denied", str(var / "media"))

    monkeypatch.setattr(started, "_run", refuse)
    assert started.main() == 1
    assert f"cannot start: {var / 'media'} is not yours to use" in capsys.readouterr().err
    log = EmbeddedServiceError("Redis did not start:\nCan't open the file: Permission denied")
    assert started._sentence(log, var).startswith(f"something in {var} is not yours to use")
    # Below 1024 the system refuses everybody but root: nobody uses that port.
    monkeypatch.setattr(socket.socket, "bind", refuse)
    assert started.main() == 1
    assert "is for root alone. Choose one from 1024 on" in capsys.readouterr().err


def test_a_busy_port_is_found(var: Path) -> None:
    from piyakast.launch import __main__ as launch

    port = free_port()
    with (
        socket.create_server(("127.0.0.1", port)),
        pytest.raises(launch.CannotStart, match=f"port {port} is in use"),
    ):
        launch._check(port, var)
    launch._check(port, var)


def test_embedded_services_run_for_an_ordinary_user(var: Path) -> None:
    """Where the tests run as root, a user namespace makes an ordinary user of the child."""
    prefix = ["unshare", "--user", "--map-user=1000", "--"] if os.geteuid() == 0 else []
    code = (
        "import os, sys, psycopg, redis; from pathlib import Path\n"
        "from core.embedded.postgres import EmbeddedPostgres\n"
        "from core.embedded.redis import EmbeddedRedis\n"
        "assert os.geteuid() != 0\n"
        "folder = Path(sys.argv[1])\n"
        "with EmbeddedPostgres(folder / 'pg') as pg, EmbeddedRedis(folder / 'rd') as rd:\n"
        "    print(psycopg.connect(pg.url).execute('select 40 + 2').fetchone()[0])\n"
        "    print(redis.Redis.from_url(rd.url).ping())\n"
    )
    done = subprocess.run(
        [*prefix, sys.executable, "-c", code, str(var)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["42", "True"], done.stderr


def test_data_that_were_not_finished_or_are_an_ordinary_users(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(command: list[Any], **_: Any) -> None:
        folder = Path(command[command.index("-D") + 1])
        folder.mkdir()
        (folder / "PG_VERSION").write_text("18")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            EmbeddedPostgres(var / "postgres").__enter__()
    _answers(var / "postgres")
    if os.geteuid() == 0:
        # As if an ordinary user had begun it: root goes on with it as that user.
        for path in (var / "postgres").rglob("*"):
            os.chown(path, 12345, 12345)
    _answers(var / "postgres")


def _answers(folder: Path) -> None:
    with (
        EmbeddedPostgres(folder, durable=False) as postgres,
        psycopg.connect(postgres.url) as connection,
    ):
        assert connection.execute("SELECT 40 + 2").fetchone() == (42,)


def _child_of(site: StartedSite, name: str) -> int:
    parent = f"PPid:\t{site.process.pid}\n".encode()
    return next(
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if _read(folder / "comm").strip() == name.encode() and parent in _read(folder / "status")
    )


def _pids_of(site: StartedSite, word: str) -> list[int]:
    mark = f"PIYAKAST_VAR_DIR={site.var}".encode()
    return [
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if word.encode() in _read(folder / "cmdline") and mark in _read(folder / "environ")
    ]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
