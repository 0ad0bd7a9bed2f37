"""Runs one job of a plan and checks what came out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from videos.adapters.media.commands import AUDIO_SEGMENT_S, audio_command, video_command
from videos.adapters.media.errors import EncodeFailed
from videos.adapters.media.extras import make_extras
from videos.adapters.media.ffmpeg import OnProgress, ShouldStop, run_ffmpeg
from videos.adapters.media.loudness import gain_for
from videos.adapters.media.plan import AUDIO, Job, Plan
from videos.adapters.media.playlists import segment_name
from videos.adapters.media.probe import Probe

EXTINF = re.compile(r"#EXTINF:([\d.]+),")
OnFiles = Callable[[list[str], list[float]], None]


@dataclass(frozen=True)
class JobResult:
    """What a job made. `files` are paths relative to the output folder.

    `segments` are the real lengths in seconds of each rendition's segments; a video job at a
    source's broken end may have fewer frames than planned (`short`). `sizes` are bytes, `peaks` the
    highest bit rate of a segment in bit/s.
    """

    files: list[str]
    segments: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    peaks: dict[str, int] = field(default_factory=dict)
    short: bool = False
    stderr_tail: str = ""


def run_job(
    source: Path,
    probe: Probe,
    plan: Plan,
    job: Job,
    out: Path,
    *,
    on_progress: OnProgress = lambda _frames: None,
    should_stop: ShouldStop = lambda: False,
    on_files: OnFiles | None = None,
    threads: int = 0,
) -> JobResult:
    """Make what `job` asks for from the file `source` into the empty folder `out`.

    `on_progress(frames)` counts the job's frames done. Sound, which is one job however long the film,
    hands over its finished segments early through `on_files(names, lengths_s)`. `threads` 0 lets ffmpeg choose.
    Raises `EncodeFailed`.
    """
    out.mkdir(parents=True, exist_ok=True)
    if job.kind == "extras":
        made = make_extras(source, probe, plan.duration_s, out, should_stop)
        return JobResult(made)
    if job.kind == "audio":
        return _audio(source, probe, plan, out, on_progress, should_stop, on_files)
    return _video(source, probe, plan, job, out, on_progress, should_stop, threads)


def _video(
    source: Path,
    probe: Probe,
    plan: Plan,
    job: Job,
    out: Path,
    on_progress: OnProgress,
    should_stop: ShouldStop,
    threads: int,
) -> JobResult:
    command = video_command(source, probe, plan, job, out, threads=threads)
    tail = run_ffmpeg(
        command, log=out / "ffmpeg.log", on_progress=on_progress, should_stop=should_stop
    )
    expected = len(plan.segments_of(job))
    files: list[str] = []
    segments: dict[str, list[float]] = {}
    sizes, peaks = {}, {}
    short = False
    for name in job.renditions:
        lengths = _listed(out / name / "list.m3u8")
        short = short or len(lengths) < expected or sum(lengths) < job.frames / plan.rate - 0.1
        numbers = list(plan.segments_of(job))[: len(lengths)]
        segments[name] = lengths
        if not lengths:
            continue
        made = [f"{name}/init.mp4"] + [f"{name}/{segment_name(number)}" for number in numbers]
        _require(out, made)
        sizes[name], peaks[name] = _weigh(out, made[1:], lengths)
        files += made
    last = job.start_frame + job.frames >= plan.frames
    if short and not last:
        raise EncodeFailed("frames-missing", stderr_tail=tail)
    return JobResult(files, segments, sizes, peaks, short, tail)


def _audio(
    source: Path,
    probe: Probe,
    plan: Plan,
    out: Path,
    on_progress: OnProgress,
    should_stop: ShouldStop,
    on_files: OnFiles | None,
) -> JobResult:
    gain = gain_for(source, probe, plan.loudness_lufs)
    playlist = out / AUDIO / "list.m3u8"
    handed = 0

    def progress(_frames: int) -> None:
        nonlocal handed
        if not playlist.exists():
            return
        lengths = _listed(playlist)
        on_progress(int(sum(lengths) * plan.rate))
        if on_files and len(lengths) > handed:
            fresh = [f"{AUDIO}/{segment_name(number)}" for number in range(handed, len(lengths))]
            on_files(([f"{AUDIO}/init.mp4"] if handed == 0 else []) + fresh, lengths[handed:])
            handed = len(lengths)

    command = audio_command(source, probe, plan, out, gain_db=gain)
    tail = run_ffmpeg(
        command, log=out / "ffmpeg.log", on_progress=progress, should_stop=should_stop
    )
    lengths = _listed(playlist)
    if not lengths or max(lengths) > AUDIO_SEGMENT_S * 3:
        raise EncodeFailed("no-sound", permanent=True, stderr_tail=tail)
    files = [f"{AUDIO}/init.mp4"] + [f"{AUDIO}/{segment_name(n)}" for n in range(len(lengths))]
    _require(out, files)
    size, peak = _weigh(out, files[1:], lengths)
    return JobResult(files, {AUDIO: lengths}, {AUDIO: size}, {AUDIO: peak}, stderr_tail=tail)


def _weigh(out: Path, files: list[str], lengths: list[float]) -> tuple[int, int]:
    """Bytes of all segments, and the highest bit rate of one that is not a short last piece."""
    sizes = [(out / name).stat().st_size for name in files]
    rates = [8 * size / length for size, length in zip(sizes, lengths, strict=True) if length > 0.5]
    return sum(sizes), int(max(rates, default=0))


def _listed(playlist: Path) -> list[float]:
    """Segment lengths from the playlist that ffmpeg wrote beside them."""
    if not playlist.exists():
        return []
    return [float(length) for length in EXTINF.findall(playlist.read_text())]


def _require(out: Path, files: list[str]) -> None:
    missing = [name for name in files if not (out / name).is_file()]
    if missing:
        raise EncodeFailed("output-missing", stderr_tail=", ".join(missing[:5]))
