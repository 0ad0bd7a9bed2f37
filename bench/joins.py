"""A film in chunk jobs against the same film in one process, encoded with the same settings.

Every frame of the source carries its number: the chunks, joined as a player joins them, must show each once, at a
constant interval. VMAF of both is measured against the source. Bars: no frame missing or twice, one interval,
VMAF within 0.5. Length of the film in seconds: BENCH_FILM_S (40).
"""

import os
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av

from bench._film import PICTURE, ffmpeg
from bench._table import print_table
from tests.videos.transcoding.numbered import BITS, numbered_frames
from videos.adapters.media import EncodeSettings, Limits, Plan, make_plan, probe_source, run_job
from videos.adapters.media.encoders import encoder_flags
from videos.adapters.media.ladder import RenditionPlan
from videos.adapters.media.playlists import segment_name

WIDTH, HEIGHT, STRIP, RATE = 1280, 720, 48, 30
VMAF_BAR = 0.5
VMAF = re.compile(r"VMAF score: ([\d.]+)")


@dataclass(frozen=True)
class Shown:
    """What a player shows of one file."""

    frames: int
    once: bool
    intervals: int
    vmaf: float


def main() -> None:
    """Render, encode both ways, print the table."""
    seconds = int(os.environ.get("BENCH_FILM_S", "40"))
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name:
        root = Path(name)
        source = _film(root, seconds)
        plan = make_plan(probe_source(source, Limits()), EncodeSettings())
        rows = []
        chunked = _chunked(source, plan, root)
        for rendition in (plan.renditions[-1], plan.renditions[-2]):
            ours = _shown(source, chunked[rendition.name], plan.frames, rendition)
            one = _shown(source, _in_one(source, plan, rendition, root), plan.frames, rendition)
            rows += [_row(rendition, "chunks", ours), _row(rendition, "one process", one)]
            met = ours.once and ours.intervals == 1 and ours.frames == one.frames == plan.frames
            met = met and abs(ours.vmaf - one.vmaf) <= VMAF_BAR
            rows.append([rendition.name, "difference", ours.frames - one.frames, "", "", ours.vmaf - one.vmaf, "met" if met else "MISSED"])  # fmt: skip
    joins = sum(1 for job in plan.jobs if job.kind == "video" and job.start_frame)
    print(f"film: 720p{RATE}, {seconds} s, {plan.frames} frames; {joins} joins")
    print_table(["rendition", "encode", "frames", "each once", "intervals", "VMAF", ""], rows)


def _row(rendition: RenditionPlan, what: str, shown: Shown) -> list[str | int | float]:
    once = "yes" if shown.once else "NO"
    return [rendition.name, what, shown.frames, once, shown.intervals, shown.vmaf, ""]


def _film(folder: Path, seconds: int) -> Path:
    """Motion and grain, with a strip below that shows each frame's number."""
    numbers, target = folder / "numbers.gray", folder / "film.mp4"
    numbers.write_bytes(numbered_frames(seconds * RATE, WIDTH, STRIP))
    graph = (
        f"{PICTURE},scale={WIDTH}:{HEIGHT - STRIP}[p];"
        "[0:v]scale=in_range=tv:out_range=tv,format=yuv420p[n];[p][n]vstack"
    )
    ffmpeg(
        "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{STRIP}", "-r", str(RATE), "-i", str(numbers),
        "-filter_complex", graph, "-t", str(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-crf", "16",
        "-g", "250", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", str(target),
    )  # fmt: skip
    numbers.unlink()
    return target


def _chunked(source: Path, plan: Plan, root: Path) -> dict[str, Path]:
    """Every rendition's init and segments, one behind the other."""
    probe = probe_source(source, Limits())
    found: dict[str, dict[int, Path]] = {each.name: {} for each in plan.renditions}
    inits: dict[str, Path] = {}
    for job in plan.jobs:
        if job.kind != "video":
            continue
        out = root / job.key
        run_job(source, probe, plan, job, out)
        for name in job.renditions:
            inits.setdefault(name, out / name / "init.mp4")
            for number in plan.segments_of(job):
                found[name][number] = out / name / segment_name(number)
    joined = {}
    for name, segments in found.items():
        joined[name] = root / f"{name}.mp4"
        parts = [inits[name], *(segments[number] for number in sorted(segments))]
        joined[name].write_bytes(b"".join(part.read_bytes() for part in parts))
    return joined


def _in_one(source: Path, plan: Plan, rendition: RenditionPlan, root: Path) -> Path:
    target = root / f"one-{rendition.name}.mp4"
    size = f"scale={rendition.width}:{rendition.height}:flags=bicubic"
    ffmpeg("-i", str(source), "-vf", size, *encoder_flags(plan, rendition, 0), str(target))
    return target


def _shown(source: Path, file: Path, frames: int, rendition: RenditionPlan) -> Shown:
    times = []
    with av.open(str(file)) as film:
        stream = film.streams.video[0]
        times = sorted(frame.pts for frame in film.decode(stream) if frame.pts is not None)
    intervals = Counter(b - a for a, b in pairwise(times))
    once = _numbers(file) == list(range(frames))
    return Shown(len(times), once, len(intervals), _vmaf(source, file, rendition))


def _numbers(file: Path) -> list[int]:
    """The number in the strip of every frame."""
    raw = file.with_suffix(".raw")
    strip = f"crop=iw:ih*{STRIP}/{HEIGHT}:0:ih-oh,scale={BITS}:1:flags=area,format=gray"
    ffmpeg("-i", str(file), "-vf", strip, "-fps_mode", "passthrough", "-f", "rawvideo", str(raw))
    data = raw.read_bytes()
    raw.unlink()
    return [
        sum((data[at + bit] > 128) << bit for bit in range(BITS))
        for at in range(0, len(data), BITS)
    ]


def _vmaf(source: Path, file: Path, rendition: RenditionPlan) -> float:
    """The mean over every third frame, at the rendition's size."""
    size = f"{rendition.width}:{rendition.height}"
    graph = f"[1:v]scale={size}:flags=bicubic,settb=1/90000,setpts=N[r];[0:v]settb=1/90000,setpts=N[d];[d][r]libvmaf=n_threads=2:n_subsample=3"  # fmt: skip
    said = ffmpeg("-i", str(file), "-i", str(source), "-lavfi", graph, "-f", "null", "-")
    return float(VMAF.findall(said)[-1])
