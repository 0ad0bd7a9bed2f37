"""What the ingest's web server gives to players: reloads that wait, files of a fixed shape, tickets, and nothing of what is over."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx
from aiohttp import web

from live.adapters.hls import Timing
from live.ingest.http_server import build_application, run_application
from live.ingest.masters import master_of
from live.ingest.shelf import Keeper, Track
from tests.asking import PLAIN
from tests.live.loop import run, until
from videos.adapters.media.fmp4 import Fragment, Init

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


class Showing:
    """One track of a few segments, as a publication would have it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.public = True
        self.waiting = 0

        async def save(name: str, data: bytes) -> None:
            self.files[name] = data

        async def nothing(*_: object) -> None:
            return

        timing = Timing(2.0, 0.5, low_latency=True, window_s=60)
        self.track = Track("source", timing, Keeper(save, nothing, nothing))
        has = self.track.playlist.has

        def counted(number: int, part: int | None) -> bool:
            found = has(number, part)
            self.waiting += not found
            return found

        self.track.playlist.has = counted  # type: ignore[method-assign]

    @property
    def tracks(self) -> dict[str, Track]:
        return {"source": self.track}

    def master(self) -> str | None:
        return "#EXTM3U\n"

    def admits(self, ticket: str) -> bool:
        return self.public if ticket == "p" else ticket == "good"

    async def stored(self, name: str) -> bytes | None:
        return self.files.get(name)

    async def add(self, first: int, count: int) -> None:
        for number in range(first, first + count):
            data = b"%03d" % number
            fragment = Fragment(data, number * 500, 500, 0, number % 4 == 0, 1)
            await self.track.add(fragment, BEGAN)


def with_players(scene: Callable[[httpx.AsyncClient, Showing], Awaitable[None]]) -> None:
    async def nothing(_request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def serve() -> None:
        show = Showing()
        await show.track.begin(Init(b"init", 1000), 0)
        await show.add(0, 10)
        application = build_application(
            lambda name: show if name == "s1" else None, nothing, nothing
        )
        runner, port = await run_application(application, "127.0.0.1", 0)
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}/hls", timeout=60, verify=PLAIN
        ) as player:
            await scene(player, show)
        await runner.cleanup()

    run(serve())


def test_a_reload_waits_for_the_part_it_asks_for() -> None:
    async def scene(player: httpx.AsyncClient, show: Showing) -> None:
        address = "/p/s1/source/index.m3u8?_HLS_msn=2&_HLS_part=3"
        waiting = [asyncio.create_task(player.get(address)) for _ in range(20)]
        hinted = asyncio.create_task(player.get("/p/s1/source/part_00002_3.m4s"))
        await until(lambda: show.waiting == 21, "all of them wait")
        await show.add(10, 1)
        assert not any(each.done() for each in [*waiting, hinted])
        await show.add(11, 1)
        texts = {(await each).text for each in waiting}
        assert len(texts) == 1
        assert 'URI="part_00002_3.m4s"' in texts.pop()
        assert (await hinted).content == b"011"
        assert (await player.get("/p/s1/source/index.m3u8?_HLS_msn=99")).status_code == 400
        assert (await player.get("/p/s1/source/index.m3u8?_HLS_part=1")).status_code == 400

    with_players(scene)


def test_files_have_fixed_names_and_tickets_open_them() -> None:
    async def scene(player: httpx.AsyncClient, show: Showing) -> None:
        # A browser that kept a playlist would tell its player twice that there is nothing new: it stalls by that.
        playlist = await player.get("/p/s1/source/index.m3u8")
        assert playlist.headers["Cache-Control"] == "public, max-age=0, s-maxage=1"
        whole = await player.get("/p/s1/source/seg_00000.m4s")
        assert whole.content == b"000001002003"
        assert "immutable" in whole.headers["Cache-Control"]
        assert whole.headers["Access-Control-Allow-Origin"] == "*"
        assert (await player.get("/p/s1/source/init.mp4")).content == b"init"
        for name in ("source/../x", "source/init_9.mp4", "source/seg_x.m4s", "other/index.m3u8", "source/manifest.json", "master.m3u", "source/%2e%2e%2finit.mp4"):  # fmt: skip
            assert (await player.get(f"/p/s1/{name}")).status_code == 404, name
        assert (await player.get("/p/s2/master.m3u8")).status_code == 404
        show.public = False
        assert (await player.get("/p/s1/master.m3u8")).status_code == 404
        assert (await player.get("/bad/s1/master.m3u8")).status_code == 403
        private = await player.get("/good/s1/source/seg_00000.m4s")
        assert private.headers["Cache-Control"] == "private, max-age=3600"

    with_players(scene)


def test_old_segments_come_from_the_store() -> None:
    async def scene(player: httpx.AsyncClient, show: Showing) -> None:
        await show.add(10, 80)
        held = sum(len(part.data) for each in show.track.playlist.segments for part in each.parts)
        assert held <= 9 * 12  # the rest is in the store alone
        answer = await player.get("/p/s1/source/seg_00003.m4s")
        assert answer.content == b"012013014015"

    with_players(scene)


def test_what_lies_before_the_window_is_for_nobody() -> None:
    async def scene(player: httpx.AsyncClient, show: Showing) -> None:
        await show.add(10, 390)
        first = show.track.playlist.first_number
        assert first > 60  # of a hundred; a recording keeps the files of all
        assert "source/seg_00005.m4s" in show.files
        assert (await player.get("/p/s1/source/seg_00005.m4s")).status_code == 404
        assert (await player.get("/p/s1/source/seg_99999.m4s")).status_code == 404
        # A player that has just read the playlist before this one goes on.
        assert (await player.get(f"/p/s1/source/seg_{first - 2:05d}.m4s")).status_code == 200

    with_players(scene)


def test_what_was_before_a_test_was_over_is_for_nobody() -> None:
    async def scene(player: httpx.AsyncClient, show: Showing) -> None:
        await show.add(10, 60)
        files = ["part_00017_0", "seg_00000", "seg_00016", "seg_00017"]
        for name in files[:-1]:
            assert (await player.get(f"/p/s1/source/{name}.m4s")).status_code == 200
        show.track.playlist.hide_before(BEGAN + timedelta(seconds=35))
        key = show.track.last_key()
        assert key is None
        addresses = ["index.m3u8", "index.m3u8?_HLS_msn=17&_HLS_part=1", "part_00018_0.m4s"]
        waiting = [asyncio.create_task(player.get(f"/p/s1/source/{each}")) for each in addresses]
        await until(lambda: show.waiting >= 3, "all of them wait")
        await show.add(70, 5)
        assert not any(each.done() for each in waiting)
        assert master_of(show.tracks) is None
        await show.add(75, 2)
        whole, reload, part = [await each for each in waiting]
        assert part.content == b"072"
        assert whole.text == reload.text
        assert "#EXT-X-MEDIA-SEQUENCE:18" in whole.text
        assert "seg_00018.m4s" in whole.text
        assert "00017" not in whole.text
        for name in files:
            assert (await player.get(f"/p/s1/source/{name}.m4s")).status_code == 404, name
        assert "source/seg_00017.m4s" in show.files  # the recording judges for itself

    with_players(scene)


def test_players_are_led_to_tracks_that_have_a_whole_segment() -> None:
    async def scene(_player: httpx.AsyncClient, show: Showing) -> None:
        young = Showing().track
        await young.begin(Init(b"init", 1000), 0)
        assert master_of({"source": young}) is None
        await young.add(Fragment(b"x", 0, 500, 0, True, 1), datetime(2026, 3, 1, tzinfo=UTC))
        assert young.playlist.open
        assert master_of({"source": young}) is None
        assert "source/index.m3u8" in str(master_of({"source": show.track}))

    with_players(scene)
