"""How loud a source is, from short windows spread over it (ITU-R BS.1770 by ffmpeg's ebur128)."""

import re
import subprocess
from pathlib import Path

from videos.adapters.media.binary import ffmpeg_binary, input_options
from videos.adapters.media.limits import limited
from videos.adapters.media.probe import Probe
from videos.adapters.media.sound import to_stereo

# Nothing can be heard before the gain is known, so the look takes less than half a second of CPU.
WINDOWS = 5
WINDOW_S = 4.0
CPU_S = 10
TIMEOUT_S = 30
QUIETEST_LUFS = -60.0
MOST_GAIN_DB = 18.0
INTEGRATED = re.compile(rb"I:\s+(-?[\d.]+) LUFS")


def gain_for(source: Path, probe: Probe, target_lufs: float) -> float:
    """The gain in dB that brings the source to `target_lufs`; 0 for silence or unreadable sound.

    A short source is measured whole, a long one in windows that count as one piece, gates and all.
    """
    level = _level(source, probe, windows_of(probe))
    if level is None or level <= QUIETEST_LUFS:
        return 0.0
    return max(-MOST_GAIN_DB, min(MOST_GAIN_DB, target_lufs - level))


def windows_of(probe: Probe) -> list[tuple[float, float]]:
    """Start and length in seconds of what is listened to, from the film's zero."""
    # A clock that restarts cannot be sought in: its beginning stands for all.
    if probe.jumps or probe.duration_s <= WINDOWS * WINDOW_S:
        return [(0.0, min(probe.duration_s, WINDOWS * WINDOW_S))]
    # The very beginning and end are often silent or a jingle.
    step = probe.duration_s / WINDOWS
    return [(n * step + (step - WINDOW_S) / 2, WINDOW_S) for n in range(WINDOWS)]


def _level(source: Path, probe: Probe, windows: list[tuple[float, float]]) -> float | None:
    command = [ffmpeg_binary(), "-hide_banner", "-nostdin", "-nostats"]
    heard = []
    for number, (start_s, length_s) in enumerate(windows):
        at = [] if probe.jumps else ["-ss", f"{max(0.0, start_s + probe.lead_s):.3f}"]
        command += [*input_options(probe.format), *at, "-t", f"{length_s:.3f}", "-vn", "-sn", "-dn"]
        command += ["-i", str(source)]
        heard.append(f"[{number}:{probe.audio_index}]{to_stereo(probe)}[w{number}]")
    joined = "".join(f"[w{number}]" for number in range(len(windows)))
    heard.append(f"{joined}concat=n={len(windows)}:v=0:a=1,ebur128=framelog=quiet[all]")
    command += ["-filter_complex", ";".join(heard), "-map", "[all]", "-f", "null", "-"]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            timeout=TIMEOUT_S,
            stdin=subprocess.DEVNULL,
            preexec_fn=limited(cpu_s=CPU_S),
        )
    except subprocess.TimeoutExpired:
        return None
    found = INTEGRATED.findall(done.stderr)
    return float(found[-1]) if found else None
