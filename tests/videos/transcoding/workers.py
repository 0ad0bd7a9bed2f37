"""Real worker processes on this process's database and folders, to be killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from videos.models import Chunk, Transcode

OPEN = (Transcode.State.QUEUED, Transcode.State.PROBING, Transcode.State.RUNNING)


@dataclass
class Killing:
    """What happened: how many workers were killed, and which chunks were finished when."""

    kills: int = 0
    finished: dict[str, str] = field(default_factory=dict)
    redone: list[str] = field(default_factory=list)


def start_worker() -> subprocess.Popen[bytes]:
    """A process that sweeps and works until nothing is left."""
    place = {"name": connection.settings_dict["NAME"], "media": str(settings.MEDIA_ROOT), "scratch": str(settings.SCRATCH_DIR)}  # fmt: skip
    return subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "tests.videos.transcoding.worker_process",
            json.dumps(place),
        ],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "piyakast.settings.test"},
    )


def kill_repeatedly(transcode: Transcode, *, kills: int, dice: random.Random) -> Killing:
    """Have `transcode` made by workers, of which the first `kills` die by SIGKILL at random moments of their work."""
    story = Killing()
    while Transcode.objects.filter(pk=transcode.pk, state__in=OPEN).exists():
        worker = start_worker()
        if story.kills < kills and _is_at_work(worker):
            time.sleep(
                dice.uniform(0, 0.8)
            )  # the moment is what the dice say, nothing is waited for
            worker.send_signal(signal.SIGKILL)
            story.kills += 1
        assert worker.wait() in {0, -signal.SIGKILL}
        _note(transcode, story)
    return story


def _is_at_work(worker: subprocess.Popen[bytes]) -> bool:
    while worker.poll() is None:
        if Chunk.objects.filter(state=Chunk.State.RUNNING, worker__endswith=f":{worker.pid}").exists():  # fmt: skip
            return True
        time.sleep(0.02)
    return False


def _note(transcode: Transcode, story: Killing) -> None:
    done = transcode.chunks.filter(state=Chunk.State.DONE).values_list("key", "started_at")
    for key, started_at in done:
        if story.finished.setdefault(key, str(started_at)) != str(started_at):
            story.redone.append(key)


def ffmpegs_of(scratch: Path) -> list[str]:
    """Command lines of processes that still write below `scratch`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "ffmpeg" in line and str(scratch) in line:
            found.append(line)
    return found
