"""A hosted video in a real browser: it plays from the instance, in the quality one asks for, to those who may watch."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.videos.peertube.instance import FakePeerTube
from tests.videos.peertube.rig import point_to
from tests.videos.peertube.server import running_peertube
from tests.videos.transcoding.engines import work_until_ended
from tests.videos.transcoding.numbered import run
from tests.videos.watch.conftest import Viewer, film
from tests.videos.watch.film import Film
from videos.models import Transcode, Video

__all__ = ["film"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def peertube(settings: LazySettings, silent_queue: None) -> Iterator[FakePeerTube]:
    """The instance, under a name that the browser finds too."""
    with running_peertube() as state:
        state.host = urlsplit(state.url).netloc
        point_to(settings, state)
        policy = deepcopy(settings.CONTENT_SECURITY_POLICY)
        for directive in ("connect-src", "media-src"):
            policy["DIRECTIVES"][directive] = [*policy["DIRECTIVES"][directive], state.url]
        settings.CONTENT_SECURITY_POLICY = policy
        yield state


def as_hosted(film: Film, folder: Path) -> dict[str, bytes]:
    """The film as an instance stores it: each quality with its sound in one file, played by byte ranges."""
    made: dict[str, bytes] = {}
    joined = {}
    for name in ("144p", "240p", "audio"):
        parts = [film.folder / name / "init.mp4", *sorted((film.folder / name).glob("seg_*.m4s"))]
        joined[name] = folder / f"{name}.mp4"
        joined[name].write_bytes(b"".join(part.read_bytes() for part in parts))
    for height in ("144", "240"):
        playlist = folder / f"{height}.m3u8"
        run("-i", str(joined[f"{height}p"]), "-i", str(joined["audio"]), "-map", "0:v", "-map", "1:a", "-c", "copy",
            "-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4",
            "-hls_flags", "single_file", "-hls_segment_filename", str(folder / f"{height}.mp4"), str(playlist))  # fmt: skip
        text = playlist.read_text().replace(f"{height}.mp4", f"{height}.mp4{{token}}")
        assert "#EXT-X-BYTERANGE" in text
        made |= {
            playlist.name: text.encode(),
            f"{height}.mp4": (folder / f"{height}.mp4").read_bytes(),
        }
    return made


def test_a_private_video_plays_to_its_owner_alone(
    peertube: FakePeerTube,
    transcode: Transcode,
    film: Film,
    tmp_path: Path,
    page: Page,
    creator: User,
    sign_in_browser: Callable[[User], None],
) -> None:
    peertube.media = as_hosted(film, tmp_path)
    work_until_ended(transcode)
    video = Video.objects.get(pk=transcode.source.video_id)
    Video.objects.filter(pk=video.pk).update(privacy="private", duration_ms=40_000)
    watching = Viewer(page)
    watching.open(video)
    expect(page.locator("piyak-player")).to_have_count(0)
    assert not peertube.file_tokens

    sign_in_browser(creator)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    watching.open(video)
    watching.play()
    assert abs(watching.video("v.duration") - 40) < 0.2
    assert watching.video("v.webkitAudioDecodedByteCount") > 0
    watching.video("(v.currentTime = 30, 0)")
    watching.wait("v => v.currentTime > 31 && !v.seeking")

    watching.reveal()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("menuitem", name="Quality").click()
    expect(page.get_by_role("menuitemradio")).to_have_text(["240p", "144p", re.compile("Auto")])
    page.get_by_role("menuitemradio", name="144p").click()
    watching.video("(v.currentTime = 5, 0)")
    watching.wait("v => v.videoHeight === 144 && v.currentTime > 5.5")
    # Not a byte came through the site, and none without the instance's token.
    media = [url for url in asked if urlsplit(url).path.endswith(".mp4")]
    assert {urlsplit(url).path.rpartition("/")[2] for url in media} >= {"144.mp4", "240.mp4"}
    (token,) = peertube.file_tokens
    assert all(url.startswith(peertube.url) and token.partition(":")[2] in url for url in media)
