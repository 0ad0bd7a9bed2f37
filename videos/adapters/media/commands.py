"""ffmpeg command lines for video chunks. The flags that make joins seamless are explained in docs/transcoding.md."""

import math
from fractions import Fraction
from pathlib import Path

from videos.adapters.media.binary import ffmpeg_binary, input_options
from videos.adapters.media.colour import to_standard
from videos.adapters.media.encoders import ENCODERS, device_options, encoder_flags
from videos.adapters.media.ladder import RenditionPlan
from videos.adapters.media.plan import Job, Plan
from videos.adapters.media.probe import Probe
from videos.adapters.media.seeking import input_seek, seek_point
from videos.adapters.probing.guards import HOLE_S

BASE = [
    "-hide_banner",
    "-nostdin",
    "-loglevel",
    "error",
    "-y",
    "-progress",
    "pipe:1",
    "-stats_period",
    "0.25",
]


def video_command(
    source: Path, probe: Probe, plan: Plan, job: Job, out: Path, *, threads: int, earlier_s: int = 0
) -> list[str]:
    """One decode, all of the job's renditions, each into `out/<rendition>/`.

    Frames come from a grid of constant rate that starts at the film's zero: frame n of the grid is
    the source's frame nearest to `n / rate`, in every chunk alike. `earlier_s` starts reading so
    much earlier, for a source whose frames there cannot be decoded.
    """
    rate = plan.rate
    first = _first_real(probe, plan, job, earlier_s)
    seek_s = seek_point(source, probe, (first - Fraction(1, 2)) / rate)
    command = [ffmpeg_binary(), *BASE, *device_options(plan.encoder, plan.device)]
    command += [*input_options(probe.format), "-max_error_rate", "1"]
    # No `-t`: it counts from the keyframe that the seek finds; the filters end the reading instead.
    if not probe.jumps:
        command += ["-copyts", *input_seek(probe, seek_s)]
    # A size that changes on the way goes into the same filters, so that the grid goes on.
    command += ["-reinit_filter", "0", "-i", str(source), "-filter_complex_threads", "2"]
    command += ["-filter_complex", _graph(probe, plan, job, first)]
    for number, name in enumerate(job.renditions):
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        command += _output(plan, plan.rendition(name), job, number, folder, threads)
    return command


def _first_real(probe: Probe, plan: Plan, job: Job, earlier_s: int) -> int:
    """The grid's frame to begin at: the job's own, or before it where the picture has ended and is held."""
    last = max(0, math.ceil(Fraction(probe.picture_s or plan.duration_s) * plan.rate - Fraction(1, 20)) - 1)  # fmt: skip
    return max(0, min(job.start_frame, last) - math.ceil(earlier_s * plan.rate))


def _graph(probe: Probe, plan: Plan, job: Job, first: int) -> str:
    rate = plan.rate
    held = job.start_frame - first
    steps = ["bwdif=mode=send_frame:deint=interlaced"] if probe.interlaced else []
    steps += [
        f"setpts={from_zero(probe, usual=f'{rate.denominator}/{rate.numerator}')}",
        f"fps={rate.numerator}/{rate.denominator}:start_time={seconds(first / rate)}:round=near",
        # A hole in a damaged source, or a picture shorter than the sound, must not shorten a chunk.
        "tpad=stop_mode=clone:stop=-1",
        f"trim=start_frame={held}:end_frame={held + job.frames}",
    ]
    top = plan.rendition(job.renditions[-1])
    steps += to_standard(probe, top.width, top.height)
    names = [f"[s{number}]" for number in range(len(job.renditions))]
    split = f",split={len(names)}" if len(names) > 1 else ""
    chains = [f"[0:{probe.video_index}]{','.join(steps)}{split}{''.join(names)}"]
    upload = ENCODERS[plan.encoder].upload
    for number, name in enumerate(job.renditions):
        rendition = plan.rendition(name)
        chain = [f"framestep={rendition.step}"] if rendition.step > 1 else []
        chain += [f"scale={rendition.width}:{rendition.height}:flags=bicubic", "setsar=1"]
        chain += [upload] if upload else []
        chains.append(f"{names[number]}{','.join(chain)}[v{number}]")
    return ";".join(chains)


def _output(
    plan: Plan, rendition: RenditionPlan, job: Job, number: int, folder: Path, threads: int
) -> list[str]:
    rate = plan.rate / rendition.step
    first = job.start_frame // plan.gop_frames
    segment_s = plan.gop_frames / plan.rate
    return [
        "-map", f"[v{number}]", "-an", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1",
        *encoder_flags(plan, rendition, threads),
        "-fps_mode", "passthrough", "-enc_time_base:v", f"{rate.denominator}:{rate.numerator}",
        "-f", "hls", "-hls_time", seconds(segment_s * Fraction(9, 10)), "-hls_list_size", "0",
        "-hls_segment_type", "fmp4", "-start_number", str(first),
        "-hls_segment_options", "movflags=+negative_cts_offsets+frag_discont",
        "-avoid_negative_ts", "disabled", "-muxdelay", "0",
        "-hls_flags", "independent_segments+temp_file",
        "-hls_fmp4_init_filename", "init.mp4",
        "-hls_segment_filename", str(folder / "seg_%05d.m4s"),
        str(folder / "list.m3u8"),
    ]  # fmt: skip


def from_zero(probe: Probe, *, usual: str) -> str:
    """An expression for (a)setpts: times from the film's zero, without leaps. `usual` is what a leap is taken for, in seconds.

    ffmpeg smooths the clock of MPEG formats itself; that of an indexed file it believes.
    """
    # Without copied timestamps ffmpeg counts from the file's first packet.
    start = Fraction(probe.lead_s if probe.jumps else probe.start_s).limit_denominator(1_000_000)
    zero = f"({start.numerator}/{start.denominator})/TB"
    if not probe.jumps:
        return f"PTS-{zero}"
    step = r"PTS-PREV_INPTS"
    leap = rf"gt(abs({step})*TB\,{HOLE_S:.0f})"
    after = rf"PREV_OUTPTS+if({leap}\,({usual})/TB\,{step})"
    return rf"if(isnan(PREV_INPTS)\,PTS-{zero}\,{after})"


def seconds(value: Fraction) -> str:
    """A time as ffmpeg reads it."""
    return f"{float(value):.6f}"
