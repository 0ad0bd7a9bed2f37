"""A JPEG of one keyframe, made by a short-lived ffmpeg."""

import asyncio
import os
import signal
from collections.abc import Callable

from core.embedded.process import die_with_parent
from videos.adapters.media.binary import ffmpeg_binary

TIMEOUT_S = 10.0
LONG_SIDE = 640
MOST_BYTES = 200_000


async def still_of(init: bytes, part: bytes) -> bytes | None:
    """The picture with which `part` begins; None when there is none to be had in time."""
    process = await asyncio.create_subprocess_exec(
        ffmpeg_binary(), "-hide_banner", "-loglevel", "error", "-threads", "1", "-protocol_whitelist", "pipe",
        "-f", "mp4", "-i", "pipe:0", "-frames:v", "1", "-an",
        "-vf", f"scale='min({LONG_SIDE},iw)':-2,format=yuvj420p", "-q:v", "5", "-f", "mjpeg", "pipe:1",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        preexec_fn=_in_background(),
    )  # fmt: skip
    try:
        async with asyncio.timeout(TIMEOUT_S):
            picture, _ = await process.communicate(init + part)
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return picture if process.returncode == 0 and 0 < len(picture) <= MOST_BYTES else None


def _in_background() -> Callable[[], None]:
    tie = die_with_parent(signal.SIGKILL)

    def apply() -> None:
        os.nice(10)
        if tie is not None:
            tie()

    return apply
