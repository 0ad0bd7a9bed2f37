"""What a node does when the site says that test mode was left."""

from datetime import UTC, datetime, timedelta

from live.adapters.packager import AUDIO, SOURCE
from live.ingest.node import Node
from live.ingest.rtmp_server import Publisher
from live.ingest.site import Admission, Site, Standing
from tests.live.loop import run, until
from tests.live.memory import Shelf
from videos.adapters.media.fmp4 import Fragment, Init

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


class Told(Site):
    """A site that leaves test mode when it is told to."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1", "secret")
        self.shown_from: str | None = None

    async def publish(self, **facts: object) -> Admission:
        return Admission("s1", "low", [], 3600, False, "live/b/0/", False, "m")

    async def update(self, **facts: object) -> Standing:
        return Standing(True, bool(self.shown_from), "m", shown_from=self.shown_from)

    async def done(self, **facts: object) -> None:
        return


def test_what_was_a_test_is_shown_to_nobody_and_kept_for_nothing() -> None:
    async def dismiss(words: str) -> None:
        raise AssertionError(words)

    async def scene() -> None:
        site, shelf = Told(), Shelf()
        node = Node(
            site=site, address="http://n", files=shelf, is_good=lambda *_: False, master=lambda _: "#EXTM3U"
        )  # fmt: skip
        show = await node.admit(Publisher("live", "k", "127.0.0.1", dismiss))

        async def film(name: str, numbers: range) -> None:
            if name not in show.tracks:
                await show.publication.track(name).begin(Init(b"init", 10), 0)
            for number in numbers:
                fragment = Fragment(b"x", 20 * number, 20, 0, True, 1)
                await show.tracks[name].add(fragment, BEGAN)

        def kept(name: str) -> list[int]:
            return sorted(int(key[-9:-4]) for key in shelf.files if f"{name}/seg_" in key)

        await film(SOURCE, range(100))
        assert kept(SOURCE) == list(range(99))
        site.shown_from = (BEGAN + timedelta(seconds=150)).isoformat()
        await until(lambda: show.admits("p"), "others may watch")
        playlist = show.tracks[SOURCE].playlist
        assert playlist.first_number == playlist.segments[0].number == 75
        await until(lambda: kept(SOURCE) == list(range(75, 99)), "the files go")

        site.shown_from = (BEGAN + timedelta(seconds=201)).isoformat()
        await until(lambda: not playlist.segments, "there was another test")
        await film(SOURCE, range(100, 103))
        # A track that begins late knows of it, too.
        await film(AUDIO, range(99, 103))
        assert playlist.segments[0].number == 101
        await until(lambda: kept(SOURCE) == [101], "nothing of it is kept")
        assert [each.at for each in show.tracks[AUDIO].playlist.segments] == [BEGAN + timedelta(seconds=202)]  # fmt: skip
        await until(lambda: len(kept(AUDIO)) == 1, "nothing else is kept")

    run(scene())
