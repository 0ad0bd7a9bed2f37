"""A site with one room for the chat benchmark: its own Postgres and Redis, one Daphne on one core, people with sessions."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connections

from bench._services import close_connections
from core.embedded.postgres import EmbeddedPostgres
from core.embedded.process import free_port
from core.embedded.redis import EmbeddedRedis

ROOT = Path(__file__).resolve().parents[1]
SENDERS = 50
CORES = sorted(os.sched_getaffinity(0))


@contextmanager
def chat_site() -> Iterator[tuple[str, list[str]]]:
    """The room's public id and the cookies of those who talk. Everything else of the machine is left the other cores."""
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        if len(CORES) > 1:
            os.sched_setaffinity(0, CORES[1:])
        with (
            # Without waiting for the disk, which is another's measure; the stock consumer has the same.
            EmbeddedPostgres(folder / "postgres", durable=False) as postgres,
            EmbeddedRedis(folder / "redis", durable=False) as redis,
        ):
            os.environ |= {
                "DATABASE_URL": postgres.url,
                "REDIS_URL": redis.url,
                "PIYAKAST_ENV": "dev",
                "DJANGO_SETTINGS_MODULE": "piyakast.settings.dev",
                "PIYAKAST_VAR_DIR": str(folder),
                "SECRET_KEY": "for this benchmark alone",
                "LOG_LEVEL": "WARNING",
                # What is measured is the room, not how much one person may say in it.
                "CHAT_RATE": "1000000/1",
                "CHAT_SOCKETS_PER_IP": "100000",
            }
            django.setup()
            call_command("migrate", interactive=False, verbosity=0)
            yield _people()
            close_connections()
            pooled: Any = connections["default"]
            pooled.close_pool()


def _people() -> tuple[str, list[str]]:
    from allauth.account.models import EmailAddress
    from django.test import Client
    from django.utils import timezone

    from accounts.models import Channel, User
    from chat.services.rooms import room_beside
    from live.models import Stream

    owner = User.objects.create_user(email="owner@example.com")
    channel = Channel.objects.create(owner=owner, handle="bench", name="Bench")
    room = room_beside(stream=Stream.objects.create(channel=channel, title="Bench"))
    assert room is not None
    cookies = []
    for n in range(SENDERS):
        # Known for long: many new accounts at once would be a raid.
        joined = timezone.now() - timedelta(days=30)
        user = User.objects.create_user(email=f"sender{n}@example.com", date_joined=joined)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookies.append(client.cookies["sessionid"].value)
    return room.public_id, cookies


class Daphne:
    """One Daphne process on the first core."""

    def __init__(self, application: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", str(self.port), application],
            cwd=ROOT,
            preexec_fn=_on_the_first_core,  # noqa: PLW1509  (no threads here yet)
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live"):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError("Daphne did not start") from None
                time.sleep(0.2)

    def rss_bytes(self) -> int:
        """Resident memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024

    def cpu_s(self) -> float:
        """Processor time until now."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def waited_s(self) -> float:
        """Time that its threads were ready to run and others ran."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[1]) for task in tasks) / 1e9

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()


def _on_the_first_core() -> None:
    os.sched_setaffinity(0, CORES[:1])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Load:
    """The generator's process."""

    def __init__(self, port: int, room: str) -> None:
        self.common = {"port": port, "path": f"/ws/chat/{room}"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench._chat_load"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, do: str, **plan: Any) -> dict[str, Any]:
        """Have a plan carried out; its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, **self.common, **plan}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()
