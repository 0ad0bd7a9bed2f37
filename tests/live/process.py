"""A real ingest process and real publishers, for tests of what happens between them and the site."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from core.embedded.process import free_port
from tests import asking
from videos.adapters.media.binary import ffmpeg_binary

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 240
PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25"]
SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50", "-sc_threshold", "0"]  # fmt: skip
HEVC = ["-c:v", "libx265", "-preset", "ultrafast", "-g", "25", "-x265-params", "log-level=none:bframes=0", "-pix_fmt", "yuv420p"]  # fmt: skip


def wait_until(true: Callable[[], Any], what: str) -> Any:
    """The first value of `true()` that is one; fails after a long while."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if found := true():
            return found
        time.sleep(0.05)  # it is a condition that ends this, not the clock
    raise AssertionError(f"it never came to this: {what}")


def children_of(parent: int) -> list[int]:
    """Processes that `parent` started and that are still there."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


class IngestProcess:
    """`manage.py ingest`, whose files lie where this process's tests look for them."""

    def __init__(self, site: str, folder: Path, **environment: str) -> None:
        self.rtmp_port, self.http_port = free_port(), free_port()
        self.rtmps_port = free_port()
        self.address = f"http://127.0.0.1:{self.http_port}"
        self.site, self.folder = site, folder
        self.environment = environment
        self.log = folder / "ingest.log"
        self.start()

    def start(self) -> None:
        """Start it, also after it was killed: on the same ports."""
        ports = ["--rtmp-port", str(self.rtmp_port), "--http-port", str(self.http_port)]
        ports += ["--rtmps-port", str(self.rtmps_port)]
        told = {
            "PIYAKAST_TEST_DIR": str(self.folder),
            "LIVE_NODE_URL": self.address,
            "LIVE_LADDER": "",
            "PYTHONUNBUFFERED": "1",
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "ingest", *ports, "--site", self.site],
                cwd=ROOT,
                env=os.environ | told | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        wait_until(self._is_ready, "the ingest is ready")

    def _is_ready(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            asking.get(f"{self.address}/health", timeout=5)
        except httpx.TransportError:
            return False
        return True

    def is_quiet(self) -> bool:
        """Whether it has nobody, has told the site, and has no process left."""
        if self.process.poll() is not None:
            return True
        counts = asking.get(f"{self.address}/health", timeout=30).json()
        return not any(counts.values()) and not self.children()

    def children(self) -> list[int]:
        """Processes that it started and that are still there."""
        return children_of(self.process.pid)

    def get(self, path: str) -> httpx.Response:
        """What a player gets."""
        return asking.get(f"{self.address}/hls/{path}", timeout=30)

    def stop(self) -> None:
        """End it as a service manager does."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        assert self.process.wait(PATIENCE_S) == 0, self.log.read_text()

    def url(self, key: str) -> str:
        """Where to publish."""
        return f"rtmp://127.0.0.1:{self.rtmp_port}/live/{key}"


class PublisherProcess:
    """ffmpeg as an encoder. It sends `seconds` of film, as fast as it can unless it is `paced`."""

    def __init__(
        self,
        url: str,
        *,
        seconds: float = 600,
        paced: bool = True,
        inputs: Sequence[str] = (*PICTURE, *SOUND),
        codecs: Sequence[str] = (*H264, "-c:a", "aac"),
        **environment: str,
    ) -> None:
        line = ["-hide_banner", "-loglevel", "error", "-nostats", *(["-re"] if paced else [])]
        self.process = subprocess.Popen(
            [ffmpeg_binary(), *line, *inputs, "-t", str(seconds), *codecs, "-f", "flv", url],
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self) -> str:
        """Wait until it has sent everything; what it complained of."""
        _, complaints = self.process.communicate(timeout=PATIENCE_S)
        return complaints

    def kill(self) -> None:
        """Take it away without a word, as a lost connection does."""
        self.process.kill()
        if self.process.stderr is not None and not self.process.stderr.closed:
            self.process.communicate()
