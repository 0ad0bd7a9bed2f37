"""The socket through which a browser goes live with its camera or screen.

From the page: `{"type": "begin", "mime": …}`, then binary pieces of one recording, `{"type": "stop"}` at the end, and
`{"type": "ping"}`. To the page: `camera.ready` with the name of its `camera`, `camera.ended` with a sentence, `pong`. A
socket that is closed with `CLOSE_AGAIN` may come back at once: the broadcast waits for it.

Whoever comes back by themselves begins with the same `camera`. When somebody else has published since, they hear so
(`replaced`) and take nothing back; who wants that begins without a name.
"""

import asyncio
import json
import logging
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from core.consumers import CLOSE_NOT_SIGNED_IN, CLOSE_UNSUPPORTED, MOST_TEXT
from core.doors import CLOSE_TOO_MANY, Doors
from core.ids import is_public_id, new_public_id
from live.adapters.camera import CannotTake, Relay, TooSlow
from live.models import Stream
from live.queries.coming_back import goes_on, was_replaced
from live.services.passes import make_pass

logger = logging.getLogger(__name__)
CLOSE_NOT_YOURS = 4404
CLOSE_OVER = 4410
CLOSE_AGAIN = 4408
MOST_PIECE = 4 * 1024**2
BYTES_PER_S = 2 * 1024**2
AVERAGE_S = 10.0
SILENCE_S = 15.0
# Of one person in this process: each has an ffmpeg of its own, which may encode.
MOST_CAMERAS = 4
DOORS = Doors()


STOPPED = ""
UNKNOWN = gettext_noop(
    "This browser records in a way that this site cannot take. Use another browser."
)
TOO_MUCH = gettext_noop("Your browser sends more than is allowed. Choose a smaller picture.")
SLOW = gettext_noop("The server cannot keep up with your camera. Choose a smaller picture.")
ENDED = gettext_noop("The broadcast was ended, or the server did not take it.")
REPLACED = gettext_noop("Another window, device or encoder took over this stream.")


class CameraConsumer(AsyncJsonWebsocketConsumer):
    """One recording of one browser, to a stream of the person's own."""

    relay: Relay | None = None
    watch: asyncio.Task[None] | None = None
    stream: Stream | None = None
    heard_at = 0.0
    window_at = 0.0
    window_bytes = 0
    person = ""
    camera = ""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            # Whatever it ended by, no ffmpeg is left and nobody is counted.
            if self.person:
                DOORS.leave(self.person)
            if self.watch:
                self.watch.cancel()
            if self.relay:
                await self.relay.cut()

    async def connect(self) -> None:
        await self.accept()
        if not self.scope["user"].is_authenticated:
            await self.close(code=CLOSE_NOT_SIGNED_IN)
            return
        self.stream = await self._own()
        if self.stream is None:
            await self.close(code=CLOSE_NOT_YOURS)
            return
        person = str(self.scope["user"].pk)
        if DOORS.enter(person, MOST_CAMERAS):
            self.person = person
        else:
            self.stream = None
            await self.close(code=CLOSE_TOO_MANY)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None, **_more: Any
    ) -> None:
        if self.stream is None:
            return
        if bytes_data is not None and self.relay:
            await self._take(bytes_data)
            return
        match _frame(text_data):
            case {"type": "ping"}:
                await self.send_json({"type": "pong"})
            case {"type": "begin", "mime": str(mime), **more} if self.relay is None:
                await self._begin(mime, more.get("camera"))
            case {"type": "stop"} if self.relay:
                await self._over(STOPPED)
            case _:
                await self.close(code=CLOSE_UNSUPPORTED)

    async def _begin(self, mime: str, camera: Any) -> None:
        assert self.stream is not None  # noqa: S101  (it is looked for before anything is heard)
        is_known = isinstance(camera, str) and is_public_id(camera)
        self.camera = camera if is_known else new_public_id()
        if await self._was_replaced():
            await self._over(REPLACED)
            return
        key = make_pass(self.stream, camera=self.camera)
        try:
            self.relay = Relay(mime, f"{settings.LIVE_INGEST_URL or settings.LIVE_RTMP_URL}/{key}")
        except CannotTake:
            await self._over(UNKNOWN)
            return
        await self.relay.start()
        self.heard_at = self.window_at = asyncio.get_running_loop().time()
        self.watch = asyncio.create_task(self._watch(self.relay))
        await self.send_json({"type": "camera.ready", "camera": self.camera})

    async def _take(self, data: bytes) -> None:
        now = asyncio.get_running_loop().time()
        self.heard_at = now
        if now - self.window_at > AVERAGE_S:
            self.window_at, self.window_bytes = now, 0
        self.window_bytes += len(data)
        if len(data) > MOST_PIECE or self.window_bytes > BYTES_PER_S * AVERAGE_S:
            await self._over(TOO_MUCH)
            return
        try:
            if self.relay:
                self.relay.take(data)
        except TooSlow:
            await self._over(SLOW)

    async def _watch(self, relay: Relay) -> None:
        """Notice that ffmpeg has gone, which the ingest may have wanted, or that nothing comes any more."""
        while True:
            try:
                await asyncio.wait_for(relay.ended.wait(), SILENCE_S / 3)
            except TimeoutError:
                if asyncio.get_running_loop().time() - self.heard_at > SILENCE_S:
                    # A line that broke, or a computer that slept: this socket only seems to be there.
                    await self.close(code=CLOSE_AGAIN)
                    return
                continue
            logger.info("The camera's ffmpeg ended: %s", relay.complaint)
            if await self._was_replaced():
                await self._over(REPLACED)
            elif await database_sync_to_async(goes_on)(self.stream, self.camera):
                await self.close(code=CLOSE_AGAIN)
            else:
                await self._over(ENDED)
            return

    async def _was_replaced(self) -> bool:
        return bool(await database_sync_to_async(was_replaced)(self.stream, self.camera))

    async def _over(self, sentence: str) -> None:
        relay, self.relay = self.relay, None
        watch, self.watch = self.watch, None
        if watch and watch is not asyncio.current_task():
            watch.cancel()
        if relay:
            await (relay.cut() if sentence else relay.stop())
        with translation.override(self.scope["user"].locale):
            detail = gettext(sentence) if sentence else ""
        replaced = sentence == REPLACED
        await self.send_json({"type": "camera.ended", "detail": detail, "replaced": replaced})
        await self.close(code=CLOSE_OVER)

    @database_sync_to_async
    def _own(self) -> Stream | None:
        stream = (
            Stream.objects.select_related("channel")
            .filter(public_id=self.scope["url_route"]["kwargs"]["public_id"])
            .exclude(state=Stream.State.REMOVED)
            .first()
        )
        return stream if stream and stream.is_owned_by(self.scope["user"]) else None


def _frame(text: str | None) -> Any:
    try:
        return json.loads(text) if text is not None and len(text) <= MOST_TEXT else None
    except (ValueError, RecursionError):
        return None
