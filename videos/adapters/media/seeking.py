"""Where in the file a chunk's reading begins."""

import subprocess
from fractions import Fraction
from pathlib import Path

from videos.adapters.media.binary import UNINDEXED, ffmpeg_binary, input_options
from videos.adapters.media.limits import limited
from videos.adapters.media.probe import Probe

LOOK_TIMEOUT_S = 60
FIRST_STEP_S = Fraction(3)
# An index may name a first keyframe's time in the file's order, a few frames off.
BESIDE_FIRST_S = 1


def seek_point(source: Path, probe: Probe, at_s: Fraction) -> Fraction | None:
    """Seconds from the film's zero to seek to, so that a keyframe lies before `at_s`; None is the file's start.

    An index finds the keyframe itself; but before the first frame there is none, and ffmpeg then finds nothing at all in
    Matroska. Without an index it lands anywhere, so ever earlier places are tried.
    """
    begin_s = probe.first_s + BESIDE_FIRST_S if probe.first_s else 0
    if at_s <= begin_s or probe.jumps:
        return None
    if not UNINDEXED & set(probe.format.split(",")):
        return at_s
    step = FIRST_STEP_S
    while step < at_s:
        keyframe_s = _first_keyframe(source, probe, at_s - step)
        if keyframe_s is not None and keyframe_s <= at_s:
            return at_s - step
        step *= 4
    return None


def input_seek(probe: Probe, seek_s: Fraction | None) -> list[str]:
    """ffmpeg's options for a seek: it counts from the file's first packet, we from the film's zero."""
    lead = Fraction(probe.lead_s).limit_denominator(1_000_000)
    if seek_s is None or seek_s + lead <= 0:
        return []
    # Frames before the wanted one are kept: one of them may be the picture that is still shown.
    return ["-noaccurate_seek", "-ss", f"{float(seek_s + lead):.6f}"]


def _first_keyframe(source: Path, probe: Probe, from_s: Fraction) -> Fraction | None:
    """The first keyframe that a seek to `from_s` finds, in seconds from the film's zero."""
    command = [
        ffmpeg_binary(), "-hide_banner", "-nostdin", "-loglevel", "error", *input_options(probe.format), "-copyts",
        *input_seek(probe, from_s), "-i", str(source), "-map", f"0:{probe.video_index}", "-c", "copy",
        "-frames:v", "1", "-f", "framecrc", "-",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=LOOK_TIMEOUT_S,
            stdin=subprocess.DEVNULL,
            preexec_fn=limited(cpu_s=LOOK_TIMEOUT_S),
        )
    except subprocess.TimeoutExpired:
        return None
    tick = None
    for line in done.stdout.splitlines():
        if line.startswith("#tb 0:"):
            tick = Fraction(line.split(":")[1].strip())
        elif tick and not line.startswith("#"):
            pts = int(line.split(",")[2])
            return pts * tick - Fraction(probe.start_s).limit_denominator(1_000_000)
    return None
