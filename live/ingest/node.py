"""One ingest node: publishers in, players out, the site asked and told."""

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from live.adapters.hls import Timing
from live.adapters.packager import AUDIO, Rung
from live.adapters.rtmp import Media
from live.ingest.publication import Facts, Publication
from live.ingest.rtmp_server import Publisher, Refused
from live.ingest.shelf import Keeper, Track
from live.ingest.site import Admission, Site, SiteIsAway, SiteSaysNo, Standing

logger = logging.getLogger(__name__)

HEARTBEAT_S = 2.0
DONE_TRIES = 8
TIMINGS = {
    "normal": (2.0, 1.0, False),
    "low": (2.0, 0.5, True),
    "ultra-low": (1.0, 0.33, True),
}


class Files(Protocol):
    """Where a session's files lie."""

    async def save(self, key: str, data: bytes) -> None: ...

    async def drop(self, key: str) -> None: ...

    async def read(self, key: str) -> bytes | None: ...


IsGood = Callable[[str, str, str], bool]


@dataclass
class _Signal:
    """What is measured between two heartbeats."""

    bytes: int = 0
    frames: int = 0
    at: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    def rates(self, facts: Facts) -> dict[str, Any]:
        """Bit rate and frame rate since the last look."""
        now = asyncio.get_running_loop().time()
        span = max(0.001, now - self.at)
        found = {
            "kbps": round(8 * (facts.bytes_in - self.bytes) / span / 1000),
            "fps": round((facts.video_frames - self.frames) / span, 1),
            "key_interval_ms": facts.key_interval_ms,
            "video_codec": facts.video_codec,
            "audio_codec": facts.audio_codec,
        }
        self.bytes, self.frames, self.at = facts.bytes_in, facts.video_frames, now
        return found


class Broadcasting:
    """One accepted session: a `Receiver` for the RTMP server and a `Show` for the HTTP server."""

    def __init__(
        self,
        node: "Node",
        admission: Admission,
        dismiss: Callable[[str], Awaitable[None]],
    ) -> None:
        self.node = node
        self.admission = admission
        self.dismiss = dismiss
        self.standing = Standing(keep=True, public=admission.public, mark=admission.mark)
        target, part, low = TIMINGS[admission.latency]
        window = 0.0 if admission.records else max(30.0, admission.dvr_s)
        self.publication = Publication(
            rungs=[Rung(**each) for each in admission.rungs],
            timing=Timing(target, part, low, window),
            keeper=Keeper(self._save, self._drop),
        )
        self.signal = _Signal()
        self.told_playable = False
        self.over = False
        self.heart = asyncio.create_task(self._beat())

    @property
    def tracks(self) -> dict[str, Track]:
        """Every rendition by name."""
        return self.publication.tracks

    async def take(self, media: Media) -> None:
        """From the RTMP server."""
        await self.publication.take(media)

    async def gone(self, reason: str) -> None:
        """From the RTMP server: the publisher is away."""
        if self.over:
            return
        self.over = True
        self.heart.cancel()
        await self.publication.end()
        await self.node.ended(self, reason)

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

    def manifest(self) -> dict[str, Any]:
        """What the session left: for the recording."""
        return {
            name: {
                "lengths": [round(each.duration_s, 6) for each in track.playlist.segments],
                "maps": [each.map_name for each in track.playlist.segments],
                "bytes": track.bytes_sent,
            }
            for name, track in self.tracks.items()
        }

    async def _save(self, name: str, data: bytes) -> None:
        await self.node.files.save(f"{self.admission.folder}{name}", data)

    async def _drop(self, name: str) -> None:
        await self.node.files.drop(f"{self.admission.folder}{name}")

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S if self.told_playable else 0.1)
            if not self.told_playable and self.master() is None:
                continue
            await self._tell()

    async def _tell(self) -> None:
        try:
            self.standing = await self.node.site.update(
                session=self.admission.session,
                playable=True,
                health=self.signal.rates(self.publication.facts),
            )
        except SiteIsAway as error:
            # People go on watching; the site has its own idea of silence.
            logger.warning("The site does not hear session %s: %s", self.admission.session, error)
            return
        self.told_playable = True
        if not self.standing.keep:
            await self.dismiss("The stream was ended.")


class Node:
    """See the module. `address` is how the site and players reach this node."""

    def __init__(
        self,
        *,
        site: Site,
        address: str,
        files: Files,
        is_good: IsGood,
        master: Callable[[dict[str, Track]], str | None],
    ) -> None:
        self.site = site
        self.address = address
        self.files = files
        self.is_good = is_good
        self.master = master
        self.shows: dict[str, Broadcasting] = {}

    async def admit(self, publisher: Publisher) -> Broadcasting:
        """Ask the site for a publisher. Raises `Refused`."""
        try:
            admission = await self.site.publish(
                key=publisher.key,
                engine="piyakast",
                engine_session=str(uuid.uuid4()),
                node=self.address,
                ip=publisher.ip,
                protocol="rtmp",
            )
        except SiteSaysNo as no:
            raise Refused(str(no)) from no
        except SiteIsAway as error:
            logger.warning("The site does not answer: %s", error)
            raise Refused("The site does not answer. Try again in a moment.") from error
        show = Broadcasting(self, admission, publisher.dismiss)
        self.shows[admission.session] = show
        return show

    def find(self, session: str) -> Broadcasting | None:
        """The session that players ask for."""
        return self.shows.get(session)

    async def kick(self, session: str) -> bool:
        """Let a publisher go because the site says so."""
        show = self.shows.get(session)
        if show is None:
            return False
        await show.dismiss("The stream was ended.")
        return True

    async def ended(self, show: Broadcasting, reason: str) -> None:
        """Tell the site what a session left, patiently: its recording depends on it."""
        for number in range(DONE_TRIES):
            try:
                await self.site.done(
                    session=show.admission.session, reason=reason, tracks=show.manifest()
                )
                break
            except SiteIsAway as error:
                logger.warning("The site does not hear the end of a session: %s", error)
                await asyncio.sleep(min(30, 2**number))
        asyncio.get_running_loop().call_later(60, self.shows.pop, show.admission.session, None)


def pictures_of(tracks: dict[str, Track]) -> list[Track]:
    """The renditions with a picture, in the order in which they were made."""
    return [track for name, track in tracks.items() if name != AUDIO]
