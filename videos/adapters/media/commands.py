"""ffmpeg command lines for video chunks. The flags that make joins seamless are explained in docs/subsystems/transcode.md."""

from fractions import Fraction
from pathlib import Path

from videos.adapters.media.binary import INPUT_GUARDS, PREROLL_S, UNINDEXED, ffmpeg_binary
from videos.adapters.media.ladder import RenditionPlan
from videos.adapters.media.plan import Job, Plan
from videos.adapters.media.probe import Probe

BASE = [
    "-hide_banner",
    "-nostdin",
    "-loglevel",
    "error",
    "-y",
    "-progress",
    "pipe:1",
    "-stats_period",
    "1",
]
TONE_MAP = (
    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,"
    "tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv"
)
AUDIO_SEGMENT_S = 4


def video_command(
    source: Path, probe: Probe, plan: Plan, job: Job, out: Path, *, threads: int
) -> list[str]:
    """One decode, all of the job's renditions, each into `out/<rendition>/`.

    Frames come from a grid of constant rate that starts at the container's start: frame n of the
    grid is the source's frame nearest to `start + n / rate`, in every chunk alike.
    """
    rate = plan.rate
    last = job.start_frame + job.frames >= plan.frames
    preroll_s = PREROLL_S if probe.format in UNINDEXED else 0
    seek_s = max(Fraction(0), (job.start_frame - Fraction(1, 2)) / rate - preroll_s)
    # A margin past the end: a variable rate may have its nearest frame a little later.
    take_s = (job.start_frame + job.frames + 1) / rate + Fraction(1, 2) - seek_s
    command = [ffmpeg_binary(), *BASE, *INPUT_GUARDS, "-copyts"]
    if seek_s:
        command += ["-ss", _seconds(seek_s)]
    command += ["-t", _seconds(take_s), "-i", str(source)]
    command += [
        "-filter_complex_threads",
        "2",
        "-filter_complex",
        _graph(probe, plan, job, pad=not last),
    ]
    for number, name in enumerate(job.renditions):
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        command += _output(plan, plan.rendition(name), job, number, folder, threads)
    return command


def _graph(probe: Probe, plan: Plan, job: Job, *, pad: bool) -> str:
    rate = plan.rate
    start = Fraction(probe.start_s).limit_denominator(1_000_000)
    begin = job.start_frame / rate
    steps = []
    if probe.interlaced:
        steps.append("bwdif=mode=send_frame:deint=interlaced")
    # Times of the container's clock become times since its start.
    steps.append(f"setpts=PTS-({start.numerator}/{start.denominator})/TB")
    steps.append(f"fps={rate.numerator}/{rate.denominator}:start_time={_seconds(begin)}:round=near")
    if pad:
        # A hole in a damaged source must not shorten a chunk that others follow.
        steps.append("tpad=stop_mode=clone:stop=-1")
    steps.append(f"trim=end_frame={job.frames}")
    top = plan.rendition(job.renditions[-1])
    if probe.hdr:
        steps.append(f"scale={top.width}:{top.height}:flags=bicubic,{TONE_MAP}")
    steps.append("format=yuv420p")
    names = [f"[s{number}]" for number in range(len(job.renditions))]
    split = f",split={len(names)}" if len(names) > 1 else ""
    chains = [f"[0:{probe.video_index}]{','.join(steps)}{split}{''.join(names)}"]
    for number, name in enumerate(job.renditions):
        rendition = plan.rendition(name)
        every_other = f"framestep={rendition.step}," if rendition.step > 1 else ""
        chains.append(
            f"{names[number]}{every_other}scale={rendition.width}:{rendition.height}:flags=bicubic,"
            f"setsar=1[v{number}]"
        )
    return ";".join(chains)


def _output(
    plan: Plan, rendition: RenditionPlan, job: Job, number: int, folder: Path, threads: int
) -> list[str]:
    rate = plan.rate / rendition.step
    first = job.start_frame // plan.gop_frames
    segment_s = plan.gop_frames / plan.rate
    return [
        "-map", f"[v{number}]", "-an", "-sn", "-dn", "-map_metadata", "-1",
        *encoder_flags(plan, rendition, threads),
        "-enc_time_base:v", f"{rate.denominator}:{rate.numerator}",
        "-video_track_timescale", "90000",
        "-f", "hls", "-hls_time", _seconds(segment_s * Fraction(9, 10)), "-hls_list_size", "0",
        "-hls_segment_type", "fmp4", "-start_number", str(first),
        "-hls_segment_options", "movflags=+negative_cts_offsets+frag_discont",
        "-avoid_negative_ts", "disabled", "-muxdelay", "0",
        "-hls_flags", "independent_segments+temp_file",
        "-hls_fmp4_init_filename", "init.mp4",
        "-hls_segment_filename", str(folder / "seg_%05d.m4s"),
        str(folder / "list.m3u8"),
    ]  # fmt: skip


def encoder_flags(plan: Plan, rendition: RenditionPlan, threads: int) -> list[str]:
    """The encoder's flags: capped constant quality, closed GOPs of one fixed length."""
    gop = plan.gop_frames // rendition.step
    cap = ["-maxrate", f"{rendition.max_kbps}k", "-bufsize", f"{rendition.max_kbps * 2}k"]
    fixed = ["-g", str(gop), "-threads", str(threads)]
    level = f"{rendition.level / 10:.1f}"
    colour = ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"]
    if plan.encoder == "h264_nvenc":
        return ["-c:v", "h264_nvenc", "-preset", "p4", "-rc", "vbr", "-cq", str(rendition.crf), "-profile:v", "high",
                "-no-scenecut", "1", "-strict_gop", "1", "-forced-idr", "1", *cap, *fixed, *colour]  # fmt: skip
    if plan.encoder == "h264_vaapi":
        return ["-c:v", "h264_vaapi", "-rc_mode", "QVBR", "-global_quality", str(rendition.crf),
                "-profile:v", "high", "-idr_interval", "0", *cap, *fixed, *colour]  # fmt: skip
    x264 = f"scenecut=0:open-gop=0:keyint={gop}:min-keyint={gop}:stitchable=1"
    return [
        "-c:v", "libx264", "-preset", plan.preset, "-crf", str(rendition.crf),
        "-profile:v", "high", "-level:v", level, *cap, *fixed, *colour, "-x264-params", x264,
    ]  # fmt: skip


def audio_command(
    source: Path, probe: Probe, plan: Plan, out: Path, *, gain_db: float
) -> list[str]:
    """The whole sound as stereo AAC, one rendition of its own: encoder priming makes joins audible."""
    start = Fraction(probe.start_s).limit_denominator(1_000_000)
    filters = [
        f"asetpts=PTS-({start.numerator}/{start.denominator})/TB",
        "aresample=48000:async=1:first_pts=0",
        f"volume={gain_db:.2f}dB",
        "alimiter=limit=0.89:level=0",
    ]
    folder = out / "audio"
    folder.mkdir(parents=True, exist_ok=True)
    if probe.has_video:
        # Sound as long as the picture, so that players do not end early.
        filters.append("apad")
    return [
        ffmpeg_binary(), *BASE, *INPUT_GUARDS, "-copyts", "-i", str(source),
        "-map", f"0:{probe.audio_index}", "-vn", "-sn", "-dn", "-map_metadata", "-1",
        "-af", ",".join(filters), "-ac", "2", "-c:a", "aac", "-b:a", f"{plan.audio_kbps}k",
        "-t", _seconds(Fraction(plan.duration_s).limit_denominator(1_000_000)),
        "-f", "hls", "-hls_time", str(AUDIO_SEGMENT_S), "-hls_list_size", "0",
        "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments+temp_file",
        "-hls_fmp4_init_filename", "init.mp4",
        "-hls_segment_filename", str(folder / "seg_%05d.m4s"),
        str(folder / "list.m3u8"),
    ]  # fmt: skip


def _seconds(value: Fraction) -> str:
    return f"{float(value):.6f}"
