"""Sound in which nothing is heard, as fragmented MP4."""

import subprocess

from videos.adapters.media.binary import ffmpeg_binary
from videos.adapters.media.errors import EncodeFailed
from videos.adapters.media.fmp4 import Fragment, Init, Splitter

TIMEOUT_S = 60.0


def silence(seconds: float) -> tuple[Init, Fragment]:
    """So much silence in one fragment that begins at zero. Raises `EncodeFailed`."""
    line = [
        ffmpeg_binary(), "-hide_banner", "-loglevel", "error", "-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo",
        "-t", str(seconds), "-c:a", "aac", "-b:a", "16k", "-f", "mp4", "-movflags", "+empty_moov+default_base_moof",
        "-frag_duration", "2000000000", "pipe:1",
    ]  # fmt: skip
    try:
        made = subprocess.run(
            line, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_S, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EncodeFailed(f"no silence could be made: {error}") from error
    pieces = list(Splitter().feed(made.stdout))
    match pieces:
        case [Init() as init, Fragment() as fragment]:
            return init, fragment
    raise EncodeFailed("no silence could be made: it is no single fragment")
