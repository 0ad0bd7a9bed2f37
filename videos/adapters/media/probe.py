"""What is in a source file. The look happens in a child process with limits: files are hostile."""

import json
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

from videos.adapters.media.errors import EncodeFailed, SourceRefused
from videos.adapters.media.limits import limited

CHILD = "videos.adapters.probing.child"
MEMORY_BYTES = 4 * 1024**3
CPU_S = 60
WALL_S = 90
# What a demuxer that stumbles over a file raises against itself.
OF_THE_FILE = {signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGFPE, signal.SIGILL}
# Timestamps gone wild make hours of a few packets. Speech codecs and still pictures need more bits than this.
HOLLOW_FROM_S = 600
HOLLOW_BPS = 100


@dataclass(frozen=True)
class Limits:
    """What the site accepts."""

    max_duration_s: float = 12 * 3600
    max_bytes: int = 20 * 1024**3
    max_pixels: int = 8192 * 8192


@dataclass(frozen=True)
class Probe:
    """Facts of a source. Width and height are what people see: turned upright, square pixels.

    `fps` is the grid that video is encoded on, as a fraction in text (`30000/1001`). Times are seconds:
    `start_s` is the file's clock at the film's zero, `lead_s` that moment counted from the file's first packet,
    `first_s` where the first frame begins, `picture_s` where the last one ends. `matrix` and `primaries` are ffmpeg's names for how colours are coded.
    """

    format: str
    duration_s: float
    start_s: float
    size_bytes: int
    video_codec: str = ""
    width: int = 0
    height: int = 0
    fps: str = "0"
    is_vfr: bool = False
    interlaced: bool = False
    hdr: str = ""
    pixel_format: str = ""
    rotation: int = 0
    video_index: int = -1
    audio_codec: str = ""
    audio_channels: int = 0
    audio_rate: int = 0
    audio_index: int = -1
    cover_index: int = -1
    title: str = ""
    lead_s: float = 0
    first_s: float = 0
    picture_s: float = 0
    jumps: bool = False
    matrix: str = "bt709"
    primaries: str = "bt709"
    full_range: bool = False
    alpha: bool = False

    @property
    def has_video(self) -> bool:
        """Whether there is a moving picture."""
        return self.video_index >= 0

    @property
    def has_audio(self) -> bool:
        """Whether there is sound."""
        return self.audio_index >= 0

    @property
    def rate(self) -> Fraction:
        """Frames a second, exactly."""
        return Fraction(self.fps)

    def as_json(self) -> dict[str, Any]:
        """Plain data for a JSON column."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The probe that `as_json` described."""
        return cls(**data)


def probe_source(path: Path, limits: Limits) -> Probe:
    """Look at the file at `path` and describe it.

    Raises `SourceRefused` when it can never become a video on this site. A file that crashes or hangs the
    demuxer does so in a child process: the first raises `EncodeFailed` with how the child ended, the second is refused.
    """
    size = path.stat().st_size
    if size == 0:
        raise SourceRefused("empty")
    if size > limits.max_bytes:
        raise SourceRefused("too-large", limit_bytes=limits.max_bytes)
    answer = _ask_child(path)
    if "refused" in answer:
        raise SourceRefused(answer["refused"], **answer.get("params", {}))
    probe = Probe.from_json(answer | {"size_bytes": size})
    if is_hollow(probe):
        raise SourceRefused("broken-times")
    if probe.duration_s > limits.max_duration_s:
        raise SourceRefused("too-long", limit_s=limits.max_duration_s)
    if probe.width * probe.height > limits.max_pixels:
        raise SourceRefused("too-many-pixels", width=probe.width, height=probe.height)
    return probe


def is_hollow(probe: Probe) -> bool:
    """Whether there is far less in the file than its length would need."""
    return probe.duration_s > HOLLOW_FROM_S and probe.size_bytes * 8 < HOLLOW_BPS * probe.duration_s


def _ask_child(path: Path) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", CHILD, str(path.resolve())],
            capture_output=True,
            timeout=WALL_S,
            check=False,
            stdin=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parents[3],
            preexec_fn=limited(cpu_s=CPU_S, memory_bytes=MEMORY_BYTES, file_bytes=0, niceness=0),
        )
    except subprocess.TimeoutExpired as error:
        raise SourceRefused("timeout") from error
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise _crashed(done.returncode, done.stderr) from error
    return answer


def _crashed(status: int, stderr: bytes) -> EncodeFailed:
    """How the child ended. What a demuxer does to itself it would do again; a kill or an error of ours may pass."""
    if status in {-signal.SIGXCPU, -signal.SIGXFSZ}:
        return EncodeFailed("timeout", permanent=True, stderr_tail=_ending(status))
    last = stderr.decode(errors="replace").strip().splitlines()[-1:]
    return EncodeFailed(
        "probe-crashed",
        permanent=-status in OF_THE_FILE,
        stderr_tail=": ".join([_ending(status), *last])[:400],
    )


def _ending(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit code {status}"
