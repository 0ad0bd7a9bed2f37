"""ffmpeg between a publisher and viewers: FLV goes into its standard input, each track comes out of a pipe of its own.

One process makes every rung. The top one is copied; others are encoded with keyframes where the publisher's are, so that
segments of all rungs begin together.
"""

import asyncio
import fcntl
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from core.embedded.process import die_with_parent
from videos.adapters.media.binary import ffmpeg_binary
from videos.adapters.media.fmp4 import Fragment, Init, NotFragmented, Splitter

logger = logging.getLogger(__name__)

PIPE_BYTES = 512 * 1024
GATHER_S = 0.01
TAIL_LINES = 20
BUFFERED_BYTES = 64 * 1024  # asyncio holds us up from here on
HANGS_S = 10.0
AUDIO, SOURCE = "audio", "source"
# ffmpeg looks at so much before it begins: we start it only when both tracks have come, so little is enough.
PROBE = ["-probesize", "2M", "-analyzeduration", "1M"]


@dataclass(frozen=True)
class Rung:
    """One rendition. `height` 0: the publisher's picture, copied."""

    name: str
    height: int = 0
    kbps: int = 0


@dataclass(frozen=True)
class Recipe:
    """What to make. `part_s`: length of a fragment; `picture`: the publisher's codec."""

    rungs: Sequence[Rung]
    has_video: bool
    has_audio: bool
    copy_audio: bool
    part_s: float
    picture: str = "avc1"
    threads: int = 2


@dataclass(frozen=True)
class Output:
    """Something that one track gave."""

    track: str
    piece: Init | Fragment


class Packager:
    """One ffmpeg. `deliver` is awaited with every output, in the order of each track."""

    def __init__(self, recipe: Recipe, deliver: Callable[[Output], Awaitable[None]]) -> None:
        self.recipe = recipe
        self.deliver = deliver
        self.tail: list[str] = []
        self.process: asyncio.subprocess.Process | None = None
        self.readers: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Start ffmpeg and begin to read what it makes."""
        tracks = [rung.name for rung in self.recipe.rungs] if self.recipe.has_video else []
        tracks += [AUDIO] if self.recipe.has_audio else []
        pipes = {track: os.pipe() for track in tracks}
        outputs = {track: pair[1] for track, pair in pipes.items()}
        try:
            self.process = await asyncio.create_subprocess_exec(
                ffmpeg_binary(),
                *arguments(self.recipe, outputs),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                pass_fds=tuple(outputs.values()),
                preexec_fn=die_with_parent(signal.SIGKILL),  # one prctl, no locks
            )
        finally:
            for number in outputs.values():
                os.close(number)
        self.readers = [
            asyncio.create_task(self._read(track, pair[0])) for track, pair in pipes.items()
        ]
        self.readers.append(asyncio.create_task(self._read_errors(self.process)))

    async def write(self, data: bytes) -> None:
        """Hand FLV over; waits while ffmpeg is behind. Raises `BrokenPipeError` when it is gone, or hangs."""
        if self.process is None or self.process.stdin is None:
            raise BrokenPipeError
        pipe = self.process.stdin
        if pipe.is_closing():
            raise BrokenPipeError
        pipe.write(data)
        if pipe.transport.get_write_buffer_size() < BUFFERED_BYTES and not pipe.is_closing():
            return
        try:
            async with asyncio.timeout(HANGS_S):
                await pipe.drain()
        except TimeoutError as error:
            self.process.kill()
            raise BrokenPipeError from error

    async def finish(self, grace_s: float = 5.0) -> int:
        """No more comes: let ffmpeg write what it still holds; its exit code."""
        process = self.process
        if process is None:
            return 0
        if process.stdin is not None:
            with suppress(BrokenPipeError, ConnectionResetError):
                process.stdin.close()
                await process.stdin.wait_closed()
        try:
            await asyncio.wait_for(process.wait(), grace_s)
        except TimeoutError:
            process.kill()
            await process.wait()
        await asyncio.gather(*self.readers)
        return process.returncode or 0

    async def _read(self, track: str, number: int) -> None:
        splitter = Splitter()
        try:
            async for data in _gathered(number):
                for piece in splitter.feed(data):
                    await self.deliver(Output(track, piece))
        except NotFragmented:
            logger.exception("ffmpeg wrote what cannot be cut into parts (%s)", track)
            if self.process is not None and self.process.returncode is None:
                self.process.kill()

    async def _read_errors(self, process: asyncio.subprocess.Process) -> None:
        if process.stderr is None:
            return
        async for line in process.stderr:
            self.tail.append(line.decode(errors="replace").rstrip()[:400])
            del self.tail[:-TAIL_LINES]


async def _gathered(number: int) -> AsyncIterator[bytes]:
    """What comes out of a pipe, until its other end is closed.

    ffmpeg writes a fragment in many small pieces: once the first is there the rest is let come before it is read.
    """
    os.set_blocking(number, False)
    _widen(number)
    loop = asyncio.get_running_loop()
    some = asyncio.Event()
    try:
        while True:
            some.clear()
            loop.add_reader(number, some.set)
            await some.wait()
            loop.remove_reader(number)
            await asyncio.sleep(GATHER_S)
            data = os.read(number, PIPE_BYTES)
            if not data:
                return
            yield data
    finally:
        loop.remove_reader(number)
        os.close(number)


def _widen(number: int) -> None:
    """Let a pipe hold a whole fragment, where the system allows so much."""
    with suppress(OSError):
        fcntl.fcntl(number, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def arguments(recipe: Recipe, pipes: dict[str, int]) -> list[str]:
    """ffmpeg's command line; `pipes` has the file descriptor of each track."""
    line = ["-hide_banner", "-loglevel", "warning", "-nostats", *PROBE, "-protocol_whitelist", "pipe", "-f", "flv", "-i", "pipe:0"]  # fmt: skip
    encoded = [rung for rung in recipe.rungs if rung.height] if recipe.has_video else []
    if encoded:
        names = [f"[s{n}]" for n in range(len(encoded))]
        chains = [f"[0:v]split={len(names)}{''.join(names)}"]
        chains += [
            f"{name}{_scaled(rung.height)}:flags=bicubic,format=yuv420p[v{n}]"
            for n, (name, rung) in enumerate(zip(names, encoded, strict=True))
        ]
        line += ["-filter_complex", ";".join(chains)]
    for rung in recipe.rungs if recipe.has_video else []:
        if rung.height:
            line += ["-map", f"[v{encoded.index(rung)}]", *_encoder(recipe, rung)]
        else:
            # Apple's players know HEVC by this name alone.
            name = ["-tag:v", "hvc1"] if recipe.picture == "hvc1" else []
            line += ["-map", "0:v:0", "-c:v", "copy", *name]
        line += _container(recipe, pipes[rung.name])
    if recipe.has_audio:
        codec = ["copy"] if recipe.copy_audio else ["aac", "-ac", "2", "-b:a", "128k"]
        line += ["-map", "0:a:0", "-c:a", *codec, *_container(recipe, pipes[AUDIO])]
    return line


def _scaled(side: int) -> str:
    """So long is the short side, and never longer than it was."""
    lying = "gt(iw,ih)"
    return f"scale='if({lying},-2,min({side},iw))':'if({lying},min({side},ih),-2)'"


def _encoder(recipe: Recipe, rung: Rung) -> list[str]:
    return [
        "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-profile:v", "main",
        "-b:v", f"{rung.kbps}k", "-maxrate", f"{rung.kbps}k", "-bufsize", f"{2 * rung.kbps}k",
        "-force_key_frames", "source", "-g", "100000", "-sc_threshold", "0", "-threads", str(recipe.threads),
    ]  # fmt: skip


def _container(recipe: Recipe, pipe: int) -> list[str]:
    return [
        "-f", "mp4", "-movflags", "+empty_moov+default_base_moof+frag_keyframe", "-flush_packets", "1",
        "-frag_duration", str(int(recipe.part_s * 1_000_000)), f"pipe:{pipe}",
    ]  # fmt: skip
