"""One publisher's stream on its way to viewers: tags in, parts and segments of every rung out.

ffmpeg is started when it is known which tracks there are and the first keyframe is here. When ffmpeg dies it is started
again at the next keyframe, a few times; then the publisher is let go.
"""

import logging
import math
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from live.adapters import flv
from live.adapters.flv import AUDIO, DATA, VIDEO, Role
from live.adapters.hls import Timing
from live.adapters.packager import SOURCE, Recipe, Rung
from live.adapters.partings import ALWAYS_CHANGING, NO_KEYFRAME, NOT_PACKAGED, UNKNOWN_CODEC
from live.adapters.rtmp import Media, amf0
from live.ingest.facts import BACK_MS, Facts
from live.ingest.run import Run
from live.ingest.shelf import Keeper, Track

logger = logging.getLogger(__name__)

PATIENCE_MS = 1500  # for the second track to show itself
ANNOUNCED_MS = (
    5000  # for sound that a header has announced: some encoders' sound is behind their picture
)
MOST_WAITING_BYTES = 32 * 1024**2
MOST_RESTARTS = 5
STEADY_S = 60  # so long without a crash forgives the crashes before
MOST_CHANGES = 10  # of headers and of clocks within a minute: each is a new run
A_MINUTE = timedelta(minutes=1)
_RARE = frozenset({Role.HEADER, Role.NOTHING})
COPIED_SOUND = frozenset({"aac", "mp4a", "Opus", "mp3", ".mp3"})
COPIED_PICTURE = frozenset({"avc1", "hvc1", "av01"})


class PublicationFailed(Exception):  # noqa: N818
    """The stream cannot be packaged; the message is a sentence for the publisher."""


class Publication:
    """See the module. `rungs` are the encoded ones, the copied one is added here."""

    def __init__(
        self,
        *,
        rungs: list[Rung],
        timing: Timing,
        keeper: Keeper,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.rungs = rungs
        self.timing = timing
        self.keeper = keeper
        self.clock = clock
        self.tracks: dict[str, Track] = {}
        self.facts = Facts()
        self.restarts = 0
        self.lives = 0
        self.run: Run | None = None
        self.headers: dict[int, bytes] = {}
        self.taken: list[Media] = []
        self.waiting: list[Media] = []
        self.waiting_bytes = 0
        self.changes: deque[datetime] = deque(maxlen=MOST_CHANGES + 1)
        self.leapt: int | None = None  # whose clock has leapt since the last run
        self.last_crash: datetime | None = None
        self.shown_from: datetime | None = None

    def take(self, media: Media) -> None:
        """Take one message; what comes of it comes with `flush`."""
        self.taken.append(media)

    async def flush(self) -> None:
        """Pass on what was taken. Raises `PublicationFailed`."""
        await self._pass_on()
        if any(track.waits_in_vain for track in self.tracks.values()):
            raise PublicationFailed(NO_KEYFRAME)

    async def _pass_on(self) -> None:
        taken, self.taken = self.taken, []
        for media in taken:
            self.facts.bytes_in += len(media.body)
            if media.kind == DATA:
                self.headers[DATA] = media.body
                continue
            what = flv.describe(media.kind, media.body)
            # Nearly all are neither the first ones nor headers: those wait for nobody.
            if self.run is None or what.role in _RARE or self.facts.leaps(media):
                await self._consider(media, what)
            else:
                self.run.hold(media, what.lead_ms)
                self._note(media, what)
        await self._write()

    async def _consider(self, media: Media, what: flv.Description) -> None:
        """A message that begins or ends something, or is of no use."""
        if what.role is Role.NOTHING:
            return
        if what.role is Role.HEADER:
            await self._header(media)
            return
        if self.facts.leaps(media):
            # Its clock is another one: nothing that waits is on it.
            await self._renew()
            self.waiting, self.waiting_bytes = [], 0
            self.leapt, self.facts.last_key_ms = media.kind, -1
        self._note(media, what)
        await self._gather(media, what.role)

    async def _write(self) -> None:
        if self.run is None:
            return
        try:
            await self.run.write()
        except (BrokenPipeError, ConnectionResetError):
            await self._crashed()

    async def end(self) -> None:
        """The publisher is gone: write what is left and close every playlist."""
        try:
            await self._pass_on()
        finally:
            await self._end_run()
            for track in self.tracks.values():
                await track.end()

    def shorten(self, window_s: float) -> None:
        """Let viewers go back no further than this from now on."""
        if self.timing.window_s > window_s:
            self.timing = replace(self.timing, window_s=window_s)
            for track in self.tracks.values():
                track.playlist.timing = self.timing

    def hide_before(self, moment: datetime) -> list[str]:
        """What was taken before `moment` is for no viewer, also not in a track that is still to come; files of it."""
        self.shown_from = moment
        return [
            f"{track.name}/{segment.name}"
            for track in self.tracks.values()
            for segment in track.playlist.hide_before(moment)
        ]

    async def _header(self, media: Media) -> None:
        changed = self.headers.get(media.kind) not in {None, media.body}
        self.headers[media.kind] = media.body
        if changed:  # another size or codec
            await self._renew()

    def _note(self, media: Media, what: flv.Description) -> None:
        # What comes after ffmpeg was told that there is no sound is heard by nobody.
        is_heard = self.run is None or self.run.packager.recipe.has_audio
        self.facts.note(media, what, is_heard=is_heard)

    async def _gather(self, media: Media, role: Role) -> None:
        """Hold tags back until ffmpeg can be told what comes: from the first keyframe, with both tracks if there are two."""
        if media.kind == VIDEO and role is not Role.KEY and not self._has_key():
            return
        if self._is_on_old_clock(media):
            return
        self.waiting.append(media)
        self.waiting_bytes += len(media.body)
        if self.waiting_bytes > MOST_WAITING_BYTES:
            raise PublicationFailed(NO_KEYFRAME)
        span = media.timestamp - self.waiting[0].timestamp
        both = self._has_key() and any(each.kind == AUDIO for each in self.waiting)
        patience = ANNOUNCED_MS if AUDIO in self.headers else PATIENCE_MS
        if both or span >= (patience if self._has_key() else PATIENCE_MS):
            if not self._has_key() and (VIDEO in self.headers or span < 2 * PATIENCE_MS):
                return  # pictures are announced, or may still be
            await self._start()

    def _is_on_old_clock(self, media: Media) -> bool:
        """Whether one track's clock has gone back, and this one's, which may follow at once, has not yet."""
        if self.leapt in {None, media.kind} or not self.waiting:
            return False
        now = self.facts.last_ms[self.leapt]
        is_late = now - self.waiting[0].timestamp > PATIENCE_MS
        return not is_late and media.timestamp > now + BACK_MS

    def _has_key(self) -> bool:
        return any(each.kind == VIDEO for each in self.waiting)

    async def _start(self) -> None:
        waiting, self.waiting, self.waiting_bytes, self.leapt = self.waiting, [], 0, None
        has_video = any(each.kind == VIDEO for each in waiting)
        first = next(each for each in waiting if not has_video or each.kind == VIDEO)
        has_audio = any(each.kind == AUDIO for each in waiting)
        rungs = [Rung(SOURCE), *self._smaller_rungs()] if has_video else []
        if has_video and self.facts.video_codec not in COPIED_PICTURE:
            raise PublicationFailed(UNKNOWN_CODEC)
        recipe = Recipe(
            rungs=rungs,
            has_video=has_video,
            has_audio=has_audio,
            copy_audio=self.facts.audio_codec in COPIED_SOUND,
            part_s=self.timing.part_s,
            picture=self.facts.video_codec,
        )
        late = waiting[-1].timestamp - first.timestamp
        began = self.clock() - timedelta(milliseconds=late)
        self.run = run = Run(self.lives, recipe, first.timestamp, began, self.track)
        self.lives += 1
        await run.packager.start()
        beginning = [flv.file_header(audio=has_audio, video=has_video)]
        for kind in (DATA, VIDEO, AUDIO):
            if kind in self.headers:
                beginning += flv.tag(kind, 0, self.headers[kind])
        try:
            await run.packager.write(b"".join(beginning))
        except (BrokenPipeError, ConnectionResetError):
            await self._crashed()
        for media in waiting:
            if self.run is not run:
                return  # it crashed, or its clock leapt
            if self.facts.is_far(media):
                await self._renew()
            else:
                run.hold(media, flv.describe(media.kind, media.body).lead_ms)

    def _smaller_rungs(self) -> list[Rung]:
        """Those below the publisher's own picture, as far as its encoder told how large that is."""
        told = amf0.decode(self.headers[DATA]) if DATA in self.headers else []
        facts = told[1] if len(told) > 1 and isinstance(told[1], dict) else {}
        sides = [facts.get("width"), facts.get("height")]
        known = [side for side in sides if isinstance(side, int | float) and side > 0]
        short = min(known) if len(known) == 2 else math.inf
        return [rung for rung in self.rungs if rung.height < short]

    async def _crashed(self) -> None:
        """ffmpeg is gone: say why, and begin again at the next keyframe."""
        run, self.run = self.run, None
        if run is None:
            return
        code = await run.finish()
        logger.warning("ffmpeg ended with %s:\n%s", code, "\n".join(run.packager.tail))
        now = self.clock()
        if self.last_crash and now - self.last_crash > timedelta(seconds=STEADY_S):
            self.restarts = 0
        self.last_crash = now
        self.restarts += 1
        if self.restarts > MOST_RESTARTS:
            raise PublicationFailed(NOT_PACKAGED)

    async def _renew(self) -> None:
        """What follows is a new run, from its next keyframe on. Raises `PublicationFailed` for one who always begins anew."""
        if self.run is None:
            return
        now = self.clock()
        self.changes.append(now)
        if len(self.changes) > MOST_CHANGES and now - self.changes[0] < A_MINUTE:
            raise PublicationFailed(ALWAYS_CHANGING)
        await self._end_run()

    async def _end_run(self) -> None:
        run, self.run = self.run, None
        if run is not None:
            await run.finish()

    def track(self, name: str) -> Track:
        """The rendition of that name; a new one when there is none yet."""
        track = self.tracks.get(name)
        if track is None:
            track = self.tracks[name] = Track(name, self.timing, self.keeper)
            track.playlist.shown_from = self.shown_from
        return track
