"""One life of ffmpeg: what goes into it on the publisher's clock, and what comes out of it on the stream's."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from live.adapters import flv
from live.adapters.flv import AUDIO
from live.adapters.packager import AUDIO as AUDIO_TRACK
from live.adapters.packager import Output, Packager, Recipe
from live.adapters.rtmp import Media
from live.ingest.shelf import Track
from videos.adapters.media.fmp4 import Fragment, Init

PICTURE = "picture"
FindTrack = Callable[[str], Track]


class Run:
    """One life of ffmpeg. `base_ms`: the publisher's time that is zero in it; `began`: when that was."""

    def __init__(
        self, number: int, recipe: Recipe, base_ms: int, began: datetime, find: FindTrack
    ) -> None:
        self.number = number
        self.packager = Packager(recipe, self._deliver)
        self.base_ms = base_ms
        self.began = began
        self.find = find
        self.held: list[bytes] = []  # pieces of tags
        self.first_ms: dict[str, int] = {}
        self.shifts: dict[str, int] = {}

    def hold(self, media: Media, lead_ms: int) -> None:
        """Keep a tag for the next `write`."""
        moment = media.timestamp - self.base_ms
        if moment < 0:
            return  # it began before the first keyframe
        name = AUDIO_TRACK if media.kind == AUDIO else PICTURE
        if name not in self.first_ms:
            self.first_ms[name] = moment + lead_ms
        self.held += flv.tag(media.kind, moment, media.body)

    async def write(self) -> None:
        """Hand to ffmpeg what is held. Raises `BrokenPipeError` or `ConnectionResetError` when it is gone."""
        if self.held:
            data = b"".join(self.held)
            self.held.clear()
            await self.packager.write(data)

    async def finish(self) -> int:
        """No more comes: have everything written; the packager's exit code."""
        with suppress(BrokenPipeError, ConnectionResetError):
            await self.write()
        return await self.packager.finish()

    async def _deliver(self, output: Output) -> None:
        track = self.find(output.track)
        if isinstance(output.piece, Init):
            await track.begin(output.piece, self.number)
        else:
            await track.add(self._placed(track, output.piece), self.began)

    def _placed(self, track: Track, fragment: Fragment) -> Fragment:
        """Put a fragment where it belongs on the clock that sound and picture share."""
        shift = self.shifts.get(track.name)
        if shift is None:
            first = self.first_ms[AUDIO_TRACK if track.name == AUDIO_TRACK else PICTURE]
            shift = round(first * track.timescale / 1000) - fragment.lead
            self.shifts[track.name] = shift
        return fragment.moved(shift)
