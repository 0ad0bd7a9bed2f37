"""What a browser records, made into what encoders send: one ffmpeg between a socket and the ingest.

H.264 goes through as it is; what a browser without it records (VP8, VP9) is encoded. Sound becomes AAC.
"""

import asyncio
import os
import re
import signal
from asyncio.subprocess import DEVNULL, PIPE

from core.embedded.process import die_with_parent
from videos.adapters.media.binary import ffmpeg_binary

MIME = re.compile(r"video/(?P<box>webm|mp4)(?:;\s*codecs=\"?(?P<codecs>[\w.,\s-]{1,80})\"?)?")
BOXES = {"webm": "matroska", "mp4": "mp4"}
COPIED = ("avc1", "avc3", "h264")
ENCODE = ["-vf", "scale='min(1280,iw)':-2", "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-b:v", "2500k", "-maxrate", "2500k", "-bufsize", "2500k", "-force_key_frames", "expr:gte(t,n_forced*2)"]  # fmt: skip
MOST_WAITING = 8 * 1024**2
PATIENCE_S = 5
TAIL = 400
# Does nothing for as long as it may.
IDLE = ("sleep", "infinity")


class CannotTake(Exception):  # noqa: N818
    """The browser records something that we do not know."""


class TooSlow(Exception):  # noqa: N818
    """More comes than goes on."""


class Relay:
    """One recording on its way. `ended` is set when ffmpeg has gone, whoever wanted that."""

    def __init__(self, mime: str, url: str) -> None:
        """Raises `CannotTake`."""
        found = MIME.fullmatch(mime.strip().lower())
        if found is None:
            raise CannotTake(mime)
        copied = any(name in (found["codecs"] or "") for name in COPIED)
        self.command = [
            ffmpeg_binary(), "-hide_banner", "-loglevel", "error", "-nostats",
            "-f", BOXES[found["box"]], "-i", "pipe:0",
            *(["-c:v", "copy"] if copied else ENCODE),
            "-c:a", "aac", "-b:a", "128k", "-ar", "48000", "-af", "aresample=async=1000",
            "-f", "flv", "-flvflags", "no_duration_filesize", url,
        ]  # fmt: skip
        self.ended = asyncio.Event()
        self.secret = url.rpartition("/")[2]
        self.complaint = ""
        self.process: asyncio.subprocess.Process | None = None
        self.holder: asyncio.subprocess.Process | None = None
        self.pipe: asyncio.WriteTransport | None = None
        self.watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to take.

        When we are killed, the kernel closes our end of the pipe before it tells our children. Seeing that end, ffmpeg
        would take leave, and the broadcast be over. Another child holds the pipe open, and is told together with ffmpeg.
        """
        tied = die_with_parent(signal.SIGKILL)
        reading, writing = os.pipe()
        pipe = os.fdopen(writing, "wb", buffering=0)
        try:
            if tied:
                self.holder = await asyncio.create_subprocess_exec(
                    *IDLE, stdin=DEVNULL, stdout=pipe, stderr=DEVNULL, preexec_fn=tied
                )
            self.process = await asyncio.create_subprocess_exec(
                *self.command, stdin=reading, stdout=DEVNULL, stderr=PIPE, preexec_fn=tied
            )
        except BaseException:
            pipe.close()
            self._let_go()
            raise
        finally:
            os.close(reading)
        self.watch = asyncio.create_task(self._wait())
        loop = asyncio.get_running_loop()
        self.pipe, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, pipe)

    def take(self, data: bytes) -> None:
        """One more piece of the recording. Raises `TooSlow`."""
        assert self.pipe is not None  # noqa: S101  (it was started)
        if self.pipe.is_closing():
            return
        if self.pipe.get_write_buffer_size() > MOST_WAITING:
            raise TooSlow
        self.pipe.write(data)

    async def cut(self) -> None:
        """End without a farewell: whoever sends may come back to the same broadcast."""
        if self.process is None or self.watch is None:
            return
        if self.process.returncode is None:
            self.process.kill()
        await self.watch

    async def stop(self) -> None:
        """Let what has come go out and take leave, which ends the broadcast; at once if that takes too long."""
        if self.process is None or self.watch is None:
            return
        if self.pipe is not None:
            self.pipe.close()
        self._let_go()
        try:
            await asyncio.wait_for(asyncio.shield(self.watch), PATIENCE_S)
        except TimeoutError:
            self.process.kill()
            await self.watch

    def _let_go(self) -> None:
        if self.holder is not None and self.holder.returncode is None:
            self.holder.kill()

    async def _wait(self) -> None:
        assert self.process is not None  # noqa: S101
        assert self.process.stderr is not None  # noqa: S101
        while line := await self.process.stderr.readline():
            # What lets somebody publish stands in the address, and belongs in no log.
            words = line.decode("utf-8", "replace").replace(self.secret, "…")
            self.complaint = (self.complaint + words)[-TAIL:]
        await self.process.wait()
        if self.pipe is not None and not self.pipe.is_closing():
            self.pipe.abort()
        if self.holder is not None:
            self._let_go()
            await self.holder.wait()
        self.ended.set()
