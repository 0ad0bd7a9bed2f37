"""Commands beside a running site find its services; without one they say so, at once and in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from piyakast.launch.beside import NAME, NOTHING_RUNS, find_services, written_down
from tests.launch.site import ROOT, SERVICES

QUERY = (
    "from django.db import connection as c; c.ensure_connection(); print(c.settings_dict['PORT'])"
)


def command(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py shell` with a query, as somebody types it who has set nothing."""
    inherited = {k: v for k, v in os.environ.items() if k not in SERVICES}
    return subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", QUERY],
        cwd=ROOT,
        env=inherited | {"PIYAKAST_VAR_DIR": str(var)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_finds_the_services_of_the_site_that_runs(tmp_path: Path) -> None:
    running = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    with written_down(tmp_path, running):
        assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
        found = command(tmp_path)
    assert found.stderr == ""
    assert f":{found.stdout.strip()}/" in running["DATABASE_URL"]
    assert not (tmp_path / NAME).exists()


def test_when_nothing_runs_it_says_so(tmp_path: Path) -> None:
    # Here nobody listens on Postgres' own port, whatever else the machine runs.
    refused = command(tmp_path, PGPORT="1", PGHOSTADDR="127.0.0.1")
    assert (refused.returncode, refused.stderr) == (1, NOTHING_RUNS + "\n")


def test_what_is_set_wins_and_a_file_that_was_left_behind_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mine")
    monkeypatch.setenv("REDIS_URL", "")
    there = {"DATABASE_URL": "theirs", "REDIS_URL": "theirs"}
    with written_down(tmp_path, there):
        left = (tmp_path / NAME).read_text()
        find_services(tmp_path)
        assert (os.environ["DATABASE_URL"], os.environ["REDIS_URL"]) == ("mine", "theirs")
    monkeypatch.setenv("REDIS_URL", "")
    (tmp_path / NAME).write_text(left)
    find_services(tmp_path)
    assert os.environ["REDIS_URL"] == ""
    (tmp_path / NAME).chmod(0o644)
    with written_down(tmp_path, there):
        assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
