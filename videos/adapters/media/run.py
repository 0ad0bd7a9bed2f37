"""Runs one job of a plan and checks what came out."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from videos.adapters.media.codecs import codecs_of
from videos.adapters.media.commands import video_command
from videos.adapters.media.errors import EncodeFailed
from videos.adapters.media.extras import make_extras
from videos.adapters.media.ffmpeg import OnProgress, ShouldStop, run_ffmpeg
from videos.adapters.media.limits import cpu_for
from videos.adapters.media.loudness import gain_for
from videos.adapters.media.plan import AUDIO, Job, Plan
from videos.adapters.media.playlists import peak_bps, segment_name
from videos.adapters.media.probe import Probe
from videos.adapters.media.sound import AUDIO_SEGMENT_S, audio_command

# How much earlier to begin when nothing decodes where a job begins.
EARLIER_S = (0, 60, 1200)
HANDED_TOGETHER = 8  # segments of sound
EXTINF = re.compile(r"#EXTINF:([\d.]+),")
OnFiles = Callable[[list[str], list[float]], None]


@dataclass(frozen=True)
class JobResult:
    """What a job made. `files` are paths relative to the output folder.

    `segments` are the real lengths in seconds of each rendition's segments, `sizes` their bytes together,
    `peaks` their peak bit rate in bit/s, `codecs` what their decoder must know (RFC 6381).
    """

    files: list[str]
    segments: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    peaks: dict[str, int] = field(default_factory=dict)
    codecs: dict[str, str] = field(default_factory=dict)
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
        made = make_extras(job.key, source, probe, plan.duration_s, out, should_stop)
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
    tail = ""
    for earlier_s in EARLIER_S:
        command = video_command(source, probe, plan, job, out, threads=threads, earlier_s=earlier_s)
        tail = run_ffmpeg(
            command,
            log=out / "ffmpeg.log",
            on_progress=on_progress,
            should_stop=should_stop,
            cpu_s=cpu_for(job.frames),
        )
        listed = {name: _listed(out / name / "list.m3u8") for name in job.renditions}
        if all(_is_whole(plan, job, lengths) for lengths in listed.values()):
            return _measured(plan, job, out, listed, tail)
        for name in job.renditions:
            shutil.rmtree(out / name)
    raise EncodeFailed("frames-missing", stderr_tail=tail)


def _is_whole(plan: Plan, job: Job, lengths: list[float]) -> bool:
    whole_s = float(job.frames / plan.rate)
    return len(lengths) == len(plan.segments_of(job)) and sum(lengths) > whole_s - 0.1 and all(lengths)  # fmt: skip


def _measured(
    plan: Plan, job: Job, out: Path, listed: dict[str, list[float]], tail: str
) -> JobResult:
    files: list[str] = []
    sizes, peaks, codecs = {}, {}, {}
    for name, lengths in listed.items():
        made = [f"{name}/{segment_name(number)}" for number in plan.segments_of(job)]
        _require(out, [f"{name}/init.mp4", *made])
        sizes[name], peaks[name] = _weigh(out, made, lengths, plan.segment_s)
        codecs[name] = codecs_of((out / name / "init.mp4").read_bytes())
        files += [f"{name}/init.mp4", *made]
    return JobResult(files, listed, sizes, peaks, codecs, tail)


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
        # The first one at once; then some together, because every hand-over is written down.
        if on_files and len(lengths) >= handed + (HANDED_TOGETHER if handed else 1):
            fresh = [f"{AUDIO}/{segment_name(number)}" for number in range(handed, len(lengths))]
            on_files(([f"{AUDIO}/init.mp4"] if handed == 0 else []) + fresh, lengths[handed:])
            handed = len(lengths)

    command = audio_command(source, probe, plan, out, gain_db=gain)
    tail = run_ffmpeg(
        command,
        log=out / "ffmpeg.log",
        on_progress=progress,
        should_stop=should_stop,
        cpu_s=cpu_for(int(plan.duration_s)),
    )
    lengths = _listed(playlist)
    if not lengths or max(lengths) > AUDIO_SEGMENT_S * 3:
        raise EncodeFailed("no-sound", permanent=True, stderr_tail=tail)
    files = [f"{AUDIO}/init.mp4"] + [f"{AUDIO}/{segment_name(n)}" for n in range(len(lengths))]
    _require(out, files)
    size, peak = _weigh(out, files[1:], lengths, AUDIO_SEGMENT_S)
    return JobResult(files, {AUDIO: lengths}, {AUDIO: size}, {AUDIO: peak}, stderr_tail=tail)


def _weigh(out: Path, files: list[str], lengths: list[float], target_s: float) -> tuple[int, int]:
    """Bytes of all segments, and their peak bit rate."""
    sizes = [(out / name).stat().st_size for name in files]
    return sum(sizes), peak_bps(sizes, lengths, target_s)


def _listed(playlist: Path) -> list[float]:
    """Segment lengths from the playlist that ffmpeg wrote beside them."""
    if not playlist.exists():
        return []
    return [float(length) for length in EXTINF.findall(playlist.read_text())]


def _require(out: Path, files: list[str]) -> None:
    missing = [name for name in files if not (out / name).is_file()]
    if missing:
        raise EncodeFailed("output-missing", stderr_tail=", ".join(missing[:5]))
