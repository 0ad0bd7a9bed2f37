"""One accepted session on its node: a `Receiver` for the RTMP server and a `Show` for the HTTP server."""

import asyncio
import base64
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Protocol

from core.adapters.object_store import StoreFailed
from live.adapters import manifest
from live.adapters.hls import Timing, number_of
from live.adapters.manifest import Manifest
from live.adapters.packager import AUDIO, Rung
from live.adapters.partings import NOT_STORED
from live.adapters.rtmp import Media
from live.adapters.stills import still_of
from live.ingest.masters import picture_facts
from live.ingest.measuring import Signal
from live.ingest.publication import Publication, PublicationFailed
from live.ingest.shelf import Keeper, Track
from live.ingest.site import Admission, Site, SiteIsAway, Standing

logger = logging.getLogger(__name__)

HEARTBEAT_S = 2.0
SITE_PATIENCE_S = 180.0
MANIFEST_S = 15.0
STILL_S = 10.0
LEAST_DVR_S = 30.0
SAVE_WAITS_S = (0.2, 1.0, 0.0)
# Segment, part, whether players are told of parts.
TIMINGS = {
    "normal": (2.0, 1.0, False),
    "low": (2.0, 0.5, True),
    "ultra-low": (1.0, 0.33, True),
}
# Publishers are read so often for each part; more often until there is something to play.
RESTS_OF_A_PART, RESTS_AT_FIRST = 4, 48


class Files(Protocol):
    """Where a session's files lie."""

    async def save(self, key: str, data: bytes) -> None: ...

    async def drop(self, key: str) -> None: ...

    async def read(self, key: str) -> bytes | None: ...

    async def clear(self, folder: str) -> None: ...


IsGood = Callable[[str, str, str], bool]


class Home(Protocol):
    """The node, as its sessions know it."""

    site: Site
    files: Files
    is_good: IsGood
    master: Callable[[dict[str, Track]], str | None]

    async def ended(self, show: "Broadcasting", reason: str, *, stopped: bool) -> None:
        """Tell the site that a session is over."""
        ...


class Broadcasting:
    """See the module."""

    def __init__(
        self,
        node: Home,
        admission: Admission,
        rungs: list[Rung],
        dismiss: Callable[[str], Awaitable[None]],
    ) -> None:
        self.node = node
        self.admission = admission
        self.dismiss = dismiss
        self.standing = Standing(keep=True, public=admission.public, mark=admission.mark)
        target, part, low = TIMINGS[admission.latency]
        self.publication = Publication(
            rungs=rungs,
            timing=Timing(target, part, low, max(LEAST_DVR_S, admission.dvr_s)),
            keeper=Keeper(self._save, self._drop, self._write_manifest),
        )
        self.part_s = part
        self.signal = Signal()
        self.told_playable = False
        self.heard_at = asyncio.get_running_loop().time()
        self.over = self.told_over = False
        self.still = ""
        # Where the recording ends, by track, when it has ended before the stream.
        self.cut: dict[str, int] | None = None
        self.recorded_bytes = 0
        self.writing = asyncio.Lock()  # of the manifest: an older one must not come last
        self.chores = [
            asyncio.create_task(self._beat()),
            asyncio.create_task(self._keep_manifest()),
            asyncio.create_task(self._take_stills()),
        ]

    @property
    def tracks(self) -> dict[str, Track]:
        """Every rendition by name."""
        return self.publication.tracks

    @property
    def rest_s(self) -> float:
        """How long messages may gather before they are read."""
        return self.part_s / (RESTS_OF_A_PART if self.told_playable else RESTS_AT_FIRST)

    @property
    def encodes(self) -> bool:
        """Whether it costs more than copying."""
        return bool(self.publication.rungs) and not self.over

    def take(self, media: Media) -> None:
        """From the RTMP server."""
        self.publication.take(media)

    async def flush(self) -> None:
        """From the RTMP server."""
        await self.publication.flush()

    async def gone(self, reason: str, *, stopped: bool) -> None:
        """From the RTMP server: the publisher is away."""
        if self.over:
            return
        self.over = True
        for chore in self.chores:
            chore.cancel()
        await asyncio.gather(*self.chores, return_exceptions=True)
        try:
            await self.publication.end()
            await self._write_manifest()
        except PublicationFailed as failure:
            logger.warning("Session %s ends with a loss: %s", self.admission.session, failure)
        await self.node.ended(self, reason, stopped=stopped)

    def admits(self, ticket: str) -> bool:
        """Whether a ticket lets somebody watch now."""
        if not self.standing.keep:
            return False
        if ticket == "p":
            return self.standing.public
        return self.node.is_good(ticket, self.admission.session, self.standing.mark)

    def master(self) -> str | None:
        """The master playlist, once a picture (or sound alone) plays."""
        return self.node.master(self.tracks)

    async def stored(self, name: str) -> bytes | None:
        """A file that was written."""
        return await self.node.files.read(f"{self.admission.folder}{name}")

    async def clear(self) -> None:
        """Remove the files, unless they are a recording."""
        if not self.admission.records:
            await self.node.files.clear(self.admission.folder)

    async def _save(self, name: str, data: bytes) -> None:
        for wait_s in SAVE_WAITS_S:
            try:
                await self.node.files.save(f"{self.admission.folder}{name}", data)
            except (OSError, StoreFailed) as error:
                logger.warning("%s cannot be stored: %s", name, error)
                await asyncio.sleep(wait_s)
            else:
                return
        raise PublicationFailed(NOT_STORED)

    async def _drop(self, name: str) -> None:
        if not self.admission.records or self._is_surplus(name):
            await self.node.files.drop(f"{self.admission.folder}{name}")

    async def _drop_each(self, names: list[str]) -> None:
        for name in names:
            await self._drop(name)

    def _is_surplus(self, name: str) -> bool:
        """Whether a segment came after the recording's end."""
        track, _slash, file = name.partition("/")
        return self.cut is not None and number_of(file) >= self.cut.get(track, 0)

    async def _write_manifest(self) -> None:
        async with self.writing:
            if self.admission.records and self.cut is None:
                logs = {name: track.log for name, track in self.tracks.items()}
                await self._save(manifest.NAME, Manifest(logs, self.over).as_bytes())

    async def _stop_recording(self) -> None:
        """What was written until now is the recording; what follows is kept for viewers who go back, and no longer."""
        async with self.writing:
            logs = {name: track.log for name, track in self.tracks.items()}
            cut = {name: log.next_number for name, log in logs.items()}
            await self._save(manifest.NAME, Manifest(logs, ended=True).as_bytes())
            self.cut = cut

    async def _keep_manifest(self) -> None:
        while True:
            await asyncio.sleep(MANIFEST_S)
            try:
                await self._write_manifest()
            except PublicationFailed as failure:
                await self.dismiss(str(failure))

    async def _take_stills(self) -> None:
        while True:
            await asyncio.sleep(STILL_S if self.still else 1)
            picture = await _newest_picture(self.tracks) if self.standing.public else None
            if picture:
                self.still = base64.b64encode(picture).decode()

    async def _beat(self) -> None:
        shown = ""
        loop = asyncio.get_running_loop()
        told_at = loop.time()
        while True:
            await asyncio.sleep(HEARTBEAT_S if self.told_playable else 0.1)
            plays = self.told_playable or self.master() is not None
            if not plays and loop.time() - told_at < HEARTBEAT_S:
                continue
            fresh = {"still": self.still} if self.still != shown else {}
            shown, told_at = self.still, loop.time()
            await self._tell(fresh, plays=plays)

    async def _tell(self, more: dict[str, Any], *, plays: bool) -> None:
        now = asyncio.get_running_loop().time()
        if self.admission.records and self.cut is None:
            self.recorded_bytes = sum(track.log.size_bytes for track in self.tracks.values())
        health = self.signal.rates(self.publication.facts) | picture_facts(self.tracks)
        try:
            standing = await self.node.site.update(
                session=self.admission.session,
                playable=plays,
                health=health | {"recorded_bytes": self.recorded_bytes},
                **more,
            )
        except SiteIsAway as error:
            # People go on watching for a while; the site has its own idea of silence.
            logger.warning("The site does not hear session %s: %s", self.admission.session, error)
            if now - self.heard_at > SITE_PATIENCE_S:
                await self.dismiss("The site does not answer.")
            return
        self.told_playable, self.heard_at = plays, now
        await self._heed(standing)

    async def _heed(self, standing: Standing) -> None:
        """Do as the site says."""
        before, self.standing = self.standing, standing
        if standing.shown_from and standing.shown_from != before.shown_from:
            # In the same breath as `standing`: nobody is let in between.
            gone = self.publication.hide_before(datetime.fromisoformat(standing.shown_from))
            self.chores.append(asyncio.create_task(self._drop_each(gone)))
        if self.standing.short:
            self.publication.shorten(LEAST_DVR_S)
        if not self.standing.records and self.admission.records and self.cut is None:
            try:
                await self._stop_recording()
            except PublicationFailed as failure:
                await self.dismiss(str(failure))
        if not self.standing.keep:
            await self.dismiss("The stream was ended.")


async def _newest_picture(tracks: dict[str, Track]) -> bytes | None:
    """Of the smallest rendition, from the last keyframe that is kept."""
    pictures = [track for name, track in tracks.items() if name != AUDIO and track.inits]
    if not pictures:
        return None
    track = min(pictures, key=lambda each: each.bytes_sent)
    part = track.last_key()
    return await still_of(next(reversed(track.inits.values())), part) if part else None
