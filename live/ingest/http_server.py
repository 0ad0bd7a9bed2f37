"""Serves playlists, segments and parts to players, and takes commands from the site.

Addresses: `/hls/<ticket>/<session>/<file>`. The ticket is `p` for what everybody may watch, else a token (`core.tickets`);
relative names in playlists inherit it. A blocking reload (`_HLS_msn`, `_HLS_part`) waits for what it asks for.
"""

import re
import socket
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import web

from live.ingest.shelf import Track

TRACK_FILE = re.compile(r"(?P<track>[a-z0-9]{1,12})/(?P<file>[a-z0-9_]{1,32}\.(?:m3u8|m4s|mp4))")
SEGMENT = re.compile(r"seg_(\d{5,9})\.m4s")
PART = re.compile(r"part_(\d{5,9})_(\d{1,4})\.m4s")
INIT = re.compile(r"init(?:_\d{1,4})?\.mp4")
PLAYLIST_TYPE = "application/vnd.apple.mpegurl"
SEGMENT_TYPE = "video/iso.segment"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Length, Content-Range, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
FOR_EVER = "max-age=31536000, immutable"


class Show(Protocol):
    """One publication as viewers see it."""

    @property
    def tracks(self) -> dict[str, Track]:
        """Every rendition by name."""
        ...

    def master(self) -> str | None:
        """The master playlist; None while nothing plays yet."""
        ...

    def admits(self, ticket: str) -> bool:
        """Whether the holder of the ticket may watch now."""
        ...

    async def stored(self, name: str) -> bytes | None:
        """A file that is no longer in memory."""
        ...


FindShow = Callable[[str], Show | None]


Answer = Callable[[web.Request], Awaitable[web.Response]]


def build_application(find: FindShow, control: Answer, health: Answer) -> web.Application:
    """The application of one ingest process. `control` takes the site's commands, `health` says how it is."""
    application = web.Application(client_max_size=64 * 1024)
    server = _Server(find)
    application.router.add_get("/hls/{ticket}/{session}/{file:.+}", server.serve)
    application.router.add_options("/hls/{ticket}/{session}/{file:.+}", server.preflight)
    application.router.add_post("/control", control)
    application.router.add_get("/health", health)
    return application


class _Server:
    def __init__(self, find: FindShow) -> None:
        self.find = find

    async def preflight(self, _request: web.Request) -> web.Response:
        """The same for every address."""
        headers = CORS | {"Access-Control-Allow-Methods": "GET, HEAD, OPTIONS", "Access-Control-Allow-Headers": "Range", "Access-Control-Max-Age": "86400"}  # fmt: skip
        return web.Response(status=204, headers=headers)

    async def serve(self, request: web.Request) -> web.Response:
        """Any file of a session."""
        show = self.find(request.match_info["session"])
        ticket = request.match_info["ticket"]
        if show is None or not show.admits(ticket):
            # 403 tells a player to ask for a new address; what is hidden and what never was look the same.
            return _refused(404 if ticket == "p" else 403)
        public = ticket == "p"
        name = request.match_info["file"]
        if name == "master.m3u8":
            text = show.master()
            return _playlist(text, public=public) if text else _refused(404)
        found = TRACK_FILE.fullmatch(name)
        track = show.tracks.get(found["track"]) if found else None
        if found is None or track is None:
            return _refused(404)
        if found["file"] == "index.m3u8":
            return await self._reload(request, track, public=public)
        return await self._file(show, track, found["file"], public=public)

    async def _reload(self, request: web.Request, track: Track, *, public: bool) -> web.Response:
        """A media playlist, when it has what the player waits for (RFC 8216bis §6.2.5.2), and a segment at least."""
        number, part = _whole(request, "_HLS_msn"), _whole(request, "_HLS_part")
        if part is not None and number is None:
            return _refused(400)
        playlist = track.playlist
        if number is not None and playlist.too_far(number):
            return _refused(400)
        wanted = playlist.first_number if number is None else number
        if not await track.wait_for(wanted, part, 3 * playlist.longest_s + 1):
            return _refused(503)
        skip = request.query.get("_HLS_skip") in {"YES", "v2"}
        return _playlist(playlist.text(skip=skip), public=public, waited=number is not None)

    async def _file(self, show: Show, track: Track, name: str, *, public: bool) -> web.Response:
        if found := PART.fullmatch(name):
            number, index = int(found[1]), int(found[2])
            # The hinted part is asked for before it is made.
            if not track.playlist.too_far(number):
                await track.wait_for(number, index, 3 * track.playlist.longest_s + 1)
            data = track.part(number, index)
        elif found := SEGMENT.fullmatch(name):
            number = int(found[1])
            data = track.segment(number)
            if data is None and track.playlist.keeps(number):
                data = await show.stored(f"{track.name}/{name}")
        elif INIT.fullmatch(name):
            data = track.inits.get(name)
        else:
            data = None
        if data is None:
            return _refused(404)
        kind = "video/mp4" if name.endswith(".mp4") else SEGMENT_TYPE
        cache = f"public, {FOR_EVER}" if public else "private, max-age=3600"
        return web.Response(
            body=data, headers=CORS | {"Content-Type": kind, "Cache-Control": cache}
        )


def _playlist(text: str, *, public: bool, waited: bool = False) -> web.Response:
    # A player that saw nothing new asks again a second later: its browser must not answer with what it has. A blocking
    # answer names its own edge: it may be kept for as long as somebody else may still ask for it.
    age = "public, max-age=0, s-maxage=1" if public else "private, no-cache"
    if waited and public:
        age = "public, max-age=6"
    return web.Response(
        text=text, headers=CORS | {"Content-Type": PLAYLIST_TYPE, "Cache-Control": age}
    )


def _refused(status: int) -> web.Response:
    return web.Response(status=status, headers=CORS | {"Cache-Control": "no-store"})


def _whole(request: web.Request, name: str) -> int | None:
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


async def run_application(
    application: web.Application, host: str, port: int, held: socket.socket | None = None
) -> tuple[web.AppRunner, int]:
    """Listen, with `held` on a socket that does already; the runner (to stop it) and the port."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site: web.BaseSite
    if held is not None:
        site = web.SockSite(runner, held)
    else:
        site = web.TCPSite(runner, host, port, reuse_address=True)
    await site.start()
    number: int = runner.addresses[0][1]
    return runner, number
