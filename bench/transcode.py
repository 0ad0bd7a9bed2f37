"""CPU of the whole ladder as chunk jobs against one bare ffmpeg that makes the same renditions.

Both sides: the same source, encoder flags, rungs and container; picture and sound. Ours also pays for the probe,
the search for the loudness and every process start. Pictures beside the video (posters, storyboard) are left out
on both sides. Length of the film in seconds: BENCH_FILM_S (120).
"""

import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench._film import ffmpeg, render_film
from videos.adapters.media import EncodeSettings, Limits, Plan, make_plan, probe_source, run_job
from videos.adapters.media.encoders import encoder_flags

BAR = 1.10


def main() -> None:
    """Print one table."""
    seconds = int(os.environ.get("BENCH_FILM_S", "120"))
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as folder:
        root = Path(folder)
        source = render_film(root / "film.mp4", seconds)
        plan = make_plan(probe_source(source, Limits()), EncodeSettings())
        ours = _measured(lambda: _in_chunks(source, root / "chunks"))
        bare = _measured(lambda: _in_one(source, plan, root / "one"))
    print(f"film: 1080p30, {seconds} s; rungs: {', '.join(r.name for r in plan.renditions)}")
    print(f"{'':24}{'CPU s':>10}{'wall s':>10}")
    print(f"{'chunk jobs':24}{ours[0]:10.1f}{ours[1]:10.1f}")
    print(f"{'one bare ffmpeg':24}{bare[0]:10.1f}{bare[1]:10.1f}")
    ratio = ours[0] / bare[0]
    print(f"{'ratio (bar 1.10)':24}{ratio:10.3f}{'':4}{'met' if ratio <= BAR else 'MISSED'}")


def _measured(work: Callable[[], None]) -> tuple[float, float]:
    """CPU of the children (user and system) and wall time, in seconds."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.monotonic() - began


def _in_chunks(source: Path, out: Path) -> None:
    probe = probe_source(source, Limits())
    plan = make_plan(probe, EncodeSettings())
    for job in plan.jobs:
        if job.kind != "extras":
            run_job(source, probe, plan, job, out / job.key)


def _in_one(source: Path, plan: Plan, out: Path) -> None:
    names = [f"[s{number}]" for number in range(len(plan.renditions))]
    chains = [f"[0:v]split={len(names)}{''.join(names)}"]
    outputs: list[str] = []
    for number, rendition in enumerate(plan.renditions):
        size = f"{rendition.width}:{rendition.height}"
        chains.append(f"{names[number]}scale={size}:flags=bicubic[v{number}]")
        outputs += [
            "-map",
            f"[v{number}]",
            *encoder_flags(plan, rendition, 0),
            *_hls(out / rendition.name),
        ]
    sound = ["-map", "0:a", "-c:a", "aac", "-ac", "2", "-b:a", f"{plan.audio_kbps}k"]
    ffmpeg(
        "-i", str(source), "-filter_complex", ";".join(chains), *outputs, *sound, *_hls(out / "audio"),
    )  # fmt: skip


def _hls(folder: Path) -> list[str]:
    folder.mkdir(parents=True)
    return [
        "-f", "hls", "-hls_time", "3.6", "-hls_list_size", "0", "-hls_segment_type", "fmp4",
        "-hls_segment_filename", str(folder / "seg_%05d.m4s"), str(folder / "list.m3u8"),
    ]  # fmt: skip
