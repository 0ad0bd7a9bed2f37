"""One ingest node: publishers in, players out, the site asked and told."""

import asyncio
import logging
import os
import uuid
from collections.abc import Callable
from dataclasses import replace

from live.adapters.packager import Rung
from live.ingest.broadcasting import Broadcasting, Files, IsGood
from live.ingest.rtmp_server import Publisher, Refused
from live.ingest.shelf import Track
from live.ingest.site import Site, SiteIsAway, SiteSaysNo

logger = logging.getLogger(__name__)

DONE_TRIES = 8
KEPT_S = 60.0  # viewers who are behind go on so long after the end


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
        cores: int | None = None,
    ) -> None:
        self.site = site
        self.address = address
        self.files = files
        self.is_good = is_good
        self.master = master
        # Of those that we may use: a container has fewer than its machine.
        self.encoders = (
            cores or len(os.sched_getaffinity(0))
        ) // 2  # how many publications may be encoded at a time
        self.shows: dict[str, Broadcasting] = {}
        self.clearing: set[asyncio.Task[None]] = set()

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
        busy = sum(each.encodes for each in self.shows.values())
        rungs = admission.rungs if busy < self.encoders else []
        show = Broadcasting(self, admission, [Rung(**each) for each in rungs], publisher.dismiss)
        self.shows[admission.session] = show
        return show

    def find(self, session: str) -> Broadcasting | None:
        """The session that players ask for."""
        return self.shows.get(session)

    def counts(self) -> dict[str, int]:
        """How many publish, and how many have left without the site having heard it."""
        over = [show.over for show in self.shows.values() if not show.told_over]
        return {"publishing": over.count(False), "leaving": over.count(True)}

    async def kick(self, session: str) -> bool:
        """Let a publisher go because the site says so."""
        show = self.shows.get(session)
        if show is None:
            return False
        show.standing = replace(show.standing, keep=False)  # nobody watches on
        if not show.over:
            await show.dismiss("The stream was ended.")
        return True

    async def ended(self, show: Broadcasting, reason: str, *, stopped: bool) -> None:
        """Tell the site that a session is over, patiently; keep what viewers are still behind with for a while."""
        asyncio.get_running_loop().call_later(KEPT_S, self._forget, show)
        for number in range(DONE_TRIES):
            try:
                await self.site.done(session=show.admission.session, reason=reason, stopped=stopped)
                break
            except SiteIsAway as error:
                logger.warning("The site does not hear the end of a session: %s", error)
                await asyncio.sleep(min(30, 2**number))
        show.told_over = True

    async def close(self) -> None:
        """The process ends: leave nothing that is not a recording."""
        for show in list(self.shows.values()):
            await show.clear()

    def _forget(self, show: Broadcasting) -> None:
        self.shows.pop(show.admission.session, None)
        task = asyncio.create_task(show.clear())
        self.clearing.add(task)
        task.add_done_callback(self.clearing.discard)
