"""A JPEG of one keyframe, made by a short-lived ffmpeg."""

import asyncio
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from videos.adapters.media.binary import ffmpeg_binary

TIMEOUT_S = 10.0
LONG_SIDE = 640
MOST_BYTES = 200_000
NICENESS = 10
# Threads of their own: a picture that takes long must not keep a segment from being saved.
_MAKERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="still")


async def still_of(init: bytes, part: bytes) -> bytes | None:
    """The picture with which `part` begins; None when there is none to be had in time."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_MAKERS, _still_of, init + part)


def _still_of(film: bytes) -> bytes | None:
    line = [
        ffmpeg_binary(), "-hide_banner", "-loglevel", "error", "-threads", "1", "-protocol_whitelist", "pipe",
        "-f", "mp4", "-i", "pipe:0", "-frames:v", "1", "-an",
        "-vf", f"scale='min({LONG_SIDE},iw)':-2,format=yuvj420p", "-q:v", "5", "-f", "mjpeg", "pipe:1",
    ]  # fmt: skip
    # Nothing is set for the child before it begins: then it is made without a copy of this large process (vfork). It
    # needs no tie to us either: when we die its input ends, and so does it.
    with subprocess.Popen(
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
        try:
            picture, _ = process.communicate(film, TIMEOUT_S)
        except subprocess.TimeoutExpired:
            return None
        finally:
            process.kill()
    return picture if process.returncode == 0 and 0 < len(picture) <= MOST_BYTES else None
