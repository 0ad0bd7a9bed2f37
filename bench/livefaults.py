"""Live and chat while their processes are killed by SIGKILL, each in the middle, again and again.

Killed are the web process, the ingest, the packager's ffmpeg, Redis, and the publisher; what supervises them starts them
again, as systemd or Kubernetes would, and the publisher comes back like an encoder. Bars: stream and chat come back by
themselves, no message is lost or doubled, nothing is live at the end, no ffmpeg and no folder is left. How often each:
BENCH_KILLS (10); which alone: BENCH_FAULTS (such as "Redis").
"""

import itertools
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench._chatters import Chatters
from bench._live import camera_film
from bench._table import Cell, print_table
from core.embedded.postgres import EmbeddedPostgres
from core.embedded.process import die_with_parent, free_port, start
from core.embedded.redis import EmbeddedRedis
from tests import asking
from tests.live.process import children_of
from videos.adapters.media.binary import ffmpeg_binary

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 90.0
BACK_S = 1.0


@dataclass
class Part:
    """One process that is started again whenever it has gone."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    over: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None
    back_s: float = 0.0

    def begin(self) -> None:
        """Start it, and whoever starts it again."""
        self.thread = threading.Thread(target=self._supervise, daemon=True)
        self.thread.start()

    def kill(self) -> None:
        """By SIGKILL."""
        if self.process:
            self.process.kill()

    def end(self) -> None:
        """For good."""
        self.over.set()
        if self.process:
            self.process.terminate()
        if self.thread:
            self.thread.join(20)

    def _supervise(self) -> None:
        while not self.over.is_set():
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    self.command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509  (one prctl)
                )  # fmt: skip
            self.process.wait()
            self.over.wait(self.back_s)


def main() -> None:
    """Kill, look, print the tables."""
    kills = int(os.environ.get("BENCH_KILLS", "10"))
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with (
            EmbeddedPostgres(folder / "postgres") as postgres,
            EmbeddedRedis(folder / "redis") as redis,
        ):
            _Story(folder, postgres, redis, kills).run()


class _Story:
    def __init__(
        self, folder: Path, postgres: EmbeddedPostgres, redis: EmbeddedRedis, kills: int
    ) -> None:
        self.folder, self.redis, self.kills = folder, redis, kills
        web, rtmp, self.http = free_port(), free_port(), free_port()
        self.site = f"http://127.0.0.1:{web}"
        self.rtmp = f"rtmp://127.0.0.1:{rtmp}/live"
        os.environ |= {
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis.url,
            "PIYAKAST_ENV": "dev",
            "DJANGO_SETTINGS_MODULE": "piyakast.settings.dev",
            "PIYAKAST_VAR_DIR": str(folder / "var"),
            "SITE_URL": self.site,
            "LIVE_NODE_URL": f"http://127.0.0.1:{self.http}",
            "LIVE_LADDER": "",
            "LOG_LEVEL": "ERROR",
        }
        (folder / "var").mkdir()
        python, environment = sys.executable, dict(os.environ)
        celery = [python, "-m", "celery", "-q", "-A", "piyakast"]
        commands = {
            "web": [python, "-m", "daphne", "-b", "127.0.0.1", "-p", str(web), "-v", "0", "piyakast.asgi:application"],
            "ingest": [python, "manage.py", "ingest", "--rtmp-port", str(rtmp), "--http-port", str(self.http), "--site", self.site],
            "worker": [*celery, "worker", "-P", "threads", "-c", "2", "-Q", "default,mail,transcode", "-l", "ERROR"],
            "beat": [*celery, "beat", "-l", "ERROR", "-s", str(folder / "beat")],
        }  # fmt: skip
        self.parts = {
            name: Part(command, environment, folder / f"{name}.log")
            for name, command in commands.items()
        }

    def run(self) -> None:
        """Begin, kill, end, count."""
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        self._rows()
        film = camera_film(self.folder / "film.flv", seconds=120)
        command = [ffmpeg_binary(), "-loglevel", "error", "-re", "-stream_loop", "-1", "-i", str(film),
                   "-c", "copy", "-f", "flv", f"{self.rtmp}/{self.key}"]  # fmt: skip
        self.parts["publisher"] = Part(
            command, dict(os.environ), self.folder / "publisher.log", back_s=BACK_S
        )
        for part in self.parts.values():
            part.begin()
        _until(self._answers, "the site answers")
        chatters = Chatters(
            f"{self.site.replace('http', 'ws')}/ws/chat/{self.room.public_id}", self.cookie
        )
        chatters.start()
        rows = []
        kills: dict[str, Callable[[], None]] = {
            "web process": self.parts["web"].kill,
            "ingest": self.parts["ingest"].kill,
            "packager's ffmpeg": self._kill_packager,
            "Redis": self._kill_redis,
            "publisher": self.parts["publisher"].kill,
        }
        only = os.environ.get("BENCH_FAULTS", "")
        for name, kill in kills.items():
            if only and only not in name:
                continue
            rows.append([name, *self._kill_again_and_again(kill, chatters)])
        print_table(["killed", "times", "stream back, median s", "worst", "chat back, median s", "worst"], rows)  # fmt: skip
        self._end(chatters)

    def _rows(self) -> None:
        from allauth.account.models import EmailAddress
        from django.test import Client

        from chat.services.rooms import room_beside
        from live.services.keys import rotate_key
        from tests.live.factories import StreamFactory

        self.stream = StreamFactory(latency="normal")
        owner = self.stream.channel.owner
        EmailAddress.objects.get_or_create(
            user=owner, email=owner.email, defaults={"verified": True, "primary": True}
        )
        self.key = rotate_key(stream=self.stream)
        room = room_beside(stream=self.stream)
        assert room is not None
        self.room = room
        client = Client()
        client.force_login(owner)
        self.cookie = client.cookies["sessionid"].value

    def _answers(self) -> bool:
        try:
            return asking.get(f"{self.site}/health/live", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def _newest(self) -> tuple[str, int]:
        """The session that plays and the number of its newest segment; -1 while nothing does."""
        from live.models import PublishSession, Stream

        if Stream.objects.get(pk=self.stream.pk).state != Stream.State.LIVE:
            return "", -1
        session = PublishSession.objects.filter(state="publishing").last()
        if session is None:
            return "", -1
        address = f"http://127.0.0.1:{self.http}/hls/p/{session.public_id}/source/index.m3u8"
        try:
            text = asking.get(address, timeout=5).text
        except httpx.HTTPError:
            return "", -1
        found = re.findall(r"seg_(\d+)\.m4s", text)
        return str(session.public_id), int(found[-1]) if found else -1

    def _kill_again_and_again(self, kill: Callable[[], None], chatters: Chatters) -> list[Cell]:
        streams, chats = [], []
        for _round in range(self.kills):
            _until(lambda: self._newest()[1] >= 1, "the stream is live")
            before, said = self._newest(), len(chatters.acknowledged)
            began = time.monotonic()
            kill()
            stream = chat = 0.0
            while not (stream and chat):
                now = self._newest()
                goes_on = now[1] > before[1] + 1 if now[0] == before[0] else now[1] >= 0
                if not stream and goes_on:
                    stream = time.monotonic() - began
                if not chat and len(chatters.acknowledged) > said + 1:
                    chat = time.monotonic() - began
                if time.monotonic() - began > PATIENCE_S:
                    raise SystemExit(f"not back after {PATIENCE_S:.0f} s: stream {stream}, chat {chat}; {self._logs()}")  # fmt: skip
                time.sleep(0.05)
            streams.append(stream)
            chats.append(chat)
        return [self.kills, statistics.median(streams), max(streams), statistics.median(chats), max(chats)]  # fmt: skip

    def _kill_packager(self) -> None:
        ingest = self.parts["ingest"].process
        for pid in children_of(ingest.pid if ingest else 0):
            os.kill(pid, signal.SIGKILL)

    def _kill_redis(self) -> None:
        """The same Redis comes back on its port, with what it had written to its log."""
        assert self.redis.process is not None
        command = self.redis.process.args
        self.redis.process.kill()
        self.redis.process.wait()
        self.redis.process = start(command, log=self.folder / "redis" / "redis.log")  # type: ignore[arg-type]

    def _logs(self) -> str:
        return "\n".join(
            f"--- {name}\n{part.log.read_text(errors='replace')[-800:]}"
            for name, part in self.parts.items()
        )

    def _end(self, chatters: Chatters) -> None:
        from chat.models import Entry
        from live.models import Broadcast, PublishSession, Stream
        from videos.models import Video

        chatters.stop()
        self.parts["publisher"].end()
        _until(lambda: not Broadcast.objects.filter(ended_at=None).exists(), "no broadcast is open")
        _until(
            lambda: not Video.objects.filter(broadcast__isnull=False).exclude(state__in=("ready", "deleted")).exists(),
            "every recording is a video",
        )  # fmt: skip
        stored = list(
            Entry.objects.visible()
            .filter(room=self.room)
            .order_by("seq")
            .values_list("client_id", flat=True)
        )
        heard = [cid for _seq, cid in chatters.heard if cid]
        order = [seq for seq, _cid in chatters.heard]
        ingest = self.parts["ingest"].process
        rows: list[list[Cell]] = [
            ["messages acknowledged", len(chatters.acknowledged)],
            ["of them lost", len(set(chatters.acknowledged) - set(stored))],
            ["stored twice", len(stored) - len(set(stored))],
            ["heard", len(heard)],
            ["stored and not heard, heard twice or out of order", len(set(stored) ^ set(heard)) + len(heard) - len(set(heard)) + sum(a >= b for a, b in itertools.pairwise(order))],
            ["streams that are still live", Stream.objects.exclude(state__in=("waiting", "ended")).count()],
            ["sessions that are not ended", PublishSession.objects.exclude(state="ended").count()],
            ["broadcasts", Broadcast.objects.count()],
            ["recordings", Video.objects.filter(state="ready").count()],
            ["ffmpeg left at the ingest", len(children_of(ingest.pid if ingest else 0))],
            ["folders without a row", len(_strange_folders(self.folder / "var" / "media"))],
        ]  # fmt: skip
        print_table(["at the end", "count"], rows)
        for part in self.parts.values():
            part.end()
        from django.db import connections

        connections.close_all()


def _strange_folders(media: Path) -> list[Path]:
    from videos.models import Video

    known = set(Video.objects.values_list("public_id", flat=True))
    unrecorded = [each for each in (media / "live").glob("*/*") if any(each.rglob("*.m4s"))]
    return [*unrecorded, *(each for each in (media / "media").glob("*") if each.name not in known)]


def _until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit(f"it never came to this: {what}")
        time.sleep(0.1)
