"""A video whose media are a real HLS film, and a page that watches it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.models import Channel
from tests.factories import VideoFactory
from tests.services import WORKER
from tests.videos.watch.film import DURATION_S, PROJECTORS, Film, Projector, film_of_the_run
from videos.models import Caption, Source, Transcode, Video


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """Forty seconds, encoded once for all tests, in whatever process they run."""
    folder = tmp_path_factory.getbasetemp()
    return film_of_the_run((folder.parent if WORKER else folder) / "film")


@pytest.fixture
def projector(film: Film, settings: Any) -> Iterator[Projector]:
    """Serves the film at the site's media addresses."""
    settings.ROOT_URLCONF = "tests.videos.watch.urls"
    PROJECTORS["film"] = Projector(film)
    yield PROJECTORS["film"]
    del PROJECTORS["film"]


@pytest.fixture
def make_playable() -> Callable[..., Video]:
    """Make a video that has something to play."""

    def make(channel: Channel, **facts: Any) -> Video:
        defaults = {"duration_ms": DURATION_S * 1000, "width": 320, "height": 240}
        video = VideoFactory(channel=channel, **(defaults | facts))
        source = Source.objects.create(
            video=video, storage_key=f"sources/{video.public_id}", filename="a.mp4", size_bytes=1
        )
        video.current = Transcode.objects.create(
            source=source, engine="ffmpeg", state="done", prefix=f"media/{video.public_id}/v1/"
        )
        video.poster = f"{video.current.prefix}poster-1.jpg"
        video.save()
        return video

    return make


@pytest.fixture
def video(channel: Channel, make_playable: Callable[..., Video]) -> Video:
    """A public video with chapters in its description and captions in two languages."""
    video = make_playable(
        channel,
        title="A test card",
        description="About it.\n0:00 Beginning\n0:10 Middle\n0:25 End\nhttps://example.com/more",
        tags=["test"],
    )
    for language, label in (("en", "English"), ("ko", "한국어")):
        Caption.objects.create(
            video=video, language=language, label=label, storage_key=f"captions/{language}.vtt"
        )
    return video


class Viewer:
    """Somebody in front of the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, video: Video, query: str = "") -> None:
        self.page.goto(f"/watch/{video.public_id}{query}")

    def play(self) -> None:
        self.page.locator("[data-player-start]").click()
        self.until_playing()

    def until_playing(self) -> None:
        self.wait("v => !v.paused && v.readyState >= 3 && v.currentTime > 0")

    def wait(self, condition: str) -> None:
        """Wait until `condition`, a function of the <video>, holds."""
        self.page.wait_for_function(
            f"() => {{ const v = document.querySelector('video'); return ({condition})(v); }}",
            timeout=90_000,
        )

    def video(self, expression: str) -> Any:
        """The value of `expression` on the <video>, called `v`."""
        return self.page.locator("video").evaluate(f"v => {expression}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def reveal(self) -> None:
        """Move the mouse over the picture, so that the controls show."""
        box = self.page.locator("media-controller").bounding_box()
        assert box
        self.page.mouse.move(box["x"] + 40, box["y"] + 40)
        self.page.mouse.move(box["x"] + 60, box["y"] + 50)


@pytest.fixture
def watching(page: Page, projector: Projector) -> Viewer:
    """A viewer who can open pages; the film is being served."""
    return Viewer(page)
