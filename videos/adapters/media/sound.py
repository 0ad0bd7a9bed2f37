"""ffmpeg's command line for the sound, and what is done to it."""

from fractions import Fraction
from pathlib import Path

from videos.adapters.media.binary import ffmpeg_binary, input_options
from videos.adapters.media.commands import BASE, from_zero, seconds
from videos.adapters.media.plan import AUDIO, Plan
from videos.adapters.media.probe import Probe

AUDIO_SEGMENT_S = 4
MOST_MIXED = 8


def audio_command(
    source: Path, probe: Probe, plan: Plan, out: Path, *, gain_db: float
) -> list[str]:
    """The whole sound as stereo AAC, one rendition of its own: encoder priming makes joins audible."""
    filters = [
        f"asetpts={from_zero(probe, usual='NB_SAMPLES/SR')}",
        # Silence where sound begins late or has a hole; what comes before the film's zero is cut off.
        "aresample=48000:async=1:first_pts=0",
        to_stereo(probe),
        f"volume={gain_db:.2f}dB",
        "alimiter=limit=0.89:level=0:latency=1",
    ]
    folder = out / AUDIO
    folder.mkdir(parents=True, exist_ok=True)
    if probe.has_video:
        # Sound as long as the picture, so that players do not end early.
        filters.append("apad")
    return [
        ffmpeg_binary(), *BASE, *input_options(probe.format), "-max_error_rate", "1",
        *([] if probe.jumps else ["-copyts"]), "-vn", "-sn", "-dn", "-i", str(source),
        "-map", f"0:{probe.audio_index}", "-map_metadata", "-1", "-map_chapters", "-1",
        "-af", ",".join(filters), "-c:a", "aac", "-b:a", f"{plan.audio_kbps}k",
        "-t", seconds(Fraction(plan.duration_s).limit_denominator(1_000_000)),
        # The encoder's first packet lies before zero and only primes it: players that ignore edit lists
        # (Media Source Extensions) would play everything 21 ms late.
        "-bsf:a", r"noise=drop=lt(pts\,0)", "-avoid_negative_ts", "disabled", "-muxdelay", "0",
        "-f", "hls", "-hls_time", str(AUDIO_SEGMENT_S), "-hls_list_size", "0",
        "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments+temp_file",
        "-hls_segment_options", "movflags=+frag_discont",
        "-hls_fmp4_init_filename", "init.mp4",
        "-hls_segment_filename", str(folder / "seg_%05d.m4s"),
        str(folder / "list.m3u8"),
    ]  # fmt: skip


def to_stereo(probe: Probe) -> str:
    """Down to two channels; a layout nobody knows how to mix gives its first two."""
    if probe.audio_channels > MOST_MIXED:
        return "pan=stereo|c0=c0|c1=c1"
    return "aformat=channel_layouts=stereo"
