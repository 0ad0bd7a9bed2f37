"""How loud a source is, from windows spread over it (ITU-R BS.1770 by ffmpeg's ebur128)."""

import re
import subprocess
from pathlib import Path

from videos.adapters.media.binary import ffmpeg_binary, input_options
from videos.adapters.media.probe import Probe
from videos.adapters.media.sound import to_stereo

WHOLE_S = 240
WINDOWS = 8
WINDOW_S = 15
TIMEOUT_S = 120
QUIETEST_LUFS = -60.0
MOST_GAIN_DB = 18.0
INTEGRATED = re.compile(rb"I:\s+(-?[\d.]+) LUFS")


def gain_for(source: Path, probe: Probe, target_lufs: float) -> float:
    """The gain in dB that brings the source to `target_lufs`; 0 for silence or unreadable sound.

    A short source is measured whole, a long one in windows, so that sound is there at once.
    """
    if probe.duration_s <= WHOLE_S:
        spans = [(0.0, probe.duration_s)]
    else:
        step = (probe.duration_s - WINDOW_S) / (WINDOWS - 1)
        spans = [(n * step, WINDOW_S) for n in range(WINDOWS)]
    measured = [level for span in spans if (level := _level(source, probe, *span)) is not None]
    heard = [level for level in measured if level > QUIETEST_LUFS]
    if not heard:
        return 0.0
    energy = sum(10 ** (level / 10) for level in heard) / len(heard)
    return max(-MOST_GAIN_DB, min(MOST_GAIN_DB, target_lufs - _decibels(energy)))


def _decibels(energy: float) -> float:
    from math import log10

    return 10 * log10(energy)


def _level(source: Path, probe: Probe, start_s: float, length_s: float) -> float | None:
    command = [ffmpeg_binary(), "-hide_banner", "-nostdin", "-nostats", *input_options(probe.format), "-ss", f"{start_s:.3f}",
               "-t", f"{length_s:.3f}", "-vn", "-sn", "-dn", "-i", str(source), "-map", f"0:{probe.audio_index}",
               "-af", f"{to_stereo(probe)},ebur128=framelog=quiet", "-f", "null", "-"]  # fmt: skip
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=TIMEOUT_S, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return None
    found = INTEGRATED.findall(done.stderr)
    return float(found[-1]) if found else None
