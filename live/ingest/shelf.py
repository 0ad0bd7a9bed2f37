"""Where a publication's files lie, and what players may ask for: playlists, inits, segments and parts of every track."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from live.adapters.hls import LivePlaylist, Part, Segment, Timing, moment_of
from live.adapters.manifest import RunLog, TrackLog
from videos.adapters.media.fmp4 import Fragment, Init

# Of one segment that waits for a keyframe: it is held in memory, and every playlist lists its parts.
MOST_OPEN_BYTES = 64 * 1024**2
MOST_OPEN_PARTS = 1200


@dataclass(frozen=True)
class Keeper:
    """Puts files where they stay: `save` on closing a segment, `drop` when it leaves the window.

    `note` is awaited when a run begins: from then on files lie there that no manifest names.
    """

    save: Callable[[str, bytes], Awaitable[None]]
    drop: Callable[[str], Awaitable[None]]
    note: Callable[[], Awaitable[None]]


class Track:
    """One rendition: its playlist, the inits of its encoder runs, and those who wait for its next part."""

    def __init__(self, name: str, timing: Timing, keeper: Keeper) -> None:
        self.name = name
        self.playlist = LivePlaylist(timing)
        self.log = TrackLog()
        self.keeper = keeper
        self.inits: dict[str, bytes] = {}
        self.timescale = 1
        self.changed = asyncio.Condition()
        self.bytes_sent = 0
        self.seconds = 0.0
        self.samples = 0

    @property
    def frame_rate(self) -> float:
        """Pictures a second, on average."""
        return self.samples / self.seconds if self.seconds else 0.0

    @property
    def waits_in_vain(self) -> bool:
        """Whether so much came without a keyframe that none is to be hoped for."""
        made = self.playlist.open
        if made is None:
            return False
        return made.size_bytes > MOST_OPEN_BYTES or len(made.parts) > MOST_OPEN_PARTS

    async def begin(self, init: Init, run: int) -> None:
        """Life number `run` of the packager begins; a later one than the first is a discontinuity."""
        name = f"init_{len(self.inits)}.mp4" if self.inits else "init.mp4"
        self.timescale = init.timescale
        self.inits[name] = init.data
        await self.keeper.save(f"{self.name}/{name}", init.data)
        await self._closed(self.playlist.begin(name, gap=len(self.inits) > 1))
        self.log.runs.append(RunLog(run, name, self.playlist.next_number))
        await self.keeper.note()

    async def add(self, fragment: Fragment, began: datetime) -> None:
        """Append a fragment of a run that began at `began`."""
        seconds = fragment.duration / self.timescale
        part = Part(fragment.data, seconds, fragment.key)
        at = moment_of(began, fragment.start / self.timescale)
        await self._closed(self.playlist.add(part, at))
        self.bytes_sent += len(fragment.data)
        self.seconds += seconds
        self.samples += fragment.samples
        await self._tell()

    async def end(self) -> None:
        """No more comes."""
        await self._closed(self.playlist.end())
        await self._tell()

    async def wait_for(self, number: int, part: int | None, timeout_s: float) -> bool:
        """Wait until the playlist has segment `number` (and its `part`); False when it took too long."""
        try:
            async with asyncio.timeout(timeout_s), self.changed:
                await self.changed.wait_for(lambda: self.playlist.has(number, part))
        except TimeoutError:
            return False
        return True

    def part(self, number: int, index: int) -> bytes | None:
        """A part that is still kept in memory."""
        for segment in self._recent():
            if segment.number == number and index < len(segment.parts):
                return segment.parts[index].data
        return None

    def segment(self, number: int) -> bytes | None:
        """A whole segment that is still kept in memory."""
        for segment in self.playlist.segments:
            if segment.number == number and segment.parts:
                return b"".join(part.data for part in segment.parts)
        return None

    def last_key(self) -> bytes | None:
        """The newest part that begins with a keyframe."""
        parts = (part for each in reversed(self._recent()) for part in reversed(each.parts))
        return next((part.data for part in parts if part.independent), None)

    def _recent(self) -> list[Segment]:
        opened = [self.playlist.shown_open] if self.playlist.shown_open else []
        return [*list(self.playlist.segments)[-8:], *opened]

    async def _closed(self, segment: Segment | None) -> None:
        if segment is None:
            return
        data = b"".join(part.data for part in segment.parts)
        await self.keeper.save(f"{self.name}/{segment.name}", data)
        self._write_down(segment)
        for old in self.playlist.drop_old():
            await self.keeper.drop(f"{self.name}/{old.name}")
        for kept in list(self.playlist.segments)[:-8]:
            kept.parts.clear()  # the file has them

    def _write_down(self, segment: Segment) -> None:
        run = self.log.runs[-1]
        run.at = run.at or segment.at.isoformat(timespec="milliseconds")
        run.lengths.append(round(segment.duration_s, 6))
        run.sizes.append(segment.size_bytes)
        self.log.fps = round(self.frame_rate, 3)

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()
