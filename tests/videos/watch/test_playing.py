"""Watching in a real browser: the film plays, seeks, and says what it does."""

import re

import pytest
from playwright.sync_api import Response, expect

from tests.videos.watch.conftest import Viewer
from tests.videos.watch.film import Projector
from videos.models import Video

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENGINE_ERRORS = """
async () => {
  // What hls.js repairs in silence counts too: a hole it jumped over, a stall beside a join.
  window.mended = [];
  const { default: Hls } = await import("hls.js");
  const { trigger } = Hls.prototype;
  Hls.prototype.trigger = function (name, data) {
    if (name === Hls.Events.ERROR) window.mended.push([data.details, document.querySelector("video").currentTime]);
    return trigger.call(this, name, data);
  };
  window.engineTrouble = [];
  document.querySelector("piyak-player").player.engine.addEventListener(
    "trouble", ({ detail }) => window.engineTrouble.push(detail.kind));
}
"""


def test_it_plays_seeks_across_joins_and_switches_quality(
    watching: Viewer, projector: Projector, video: Video
) -> None:
    watching.open(video)
    watching.play()
    page = watching.page
    page.evaluate(ENGINE_ERRORS)
    assert abs(watching.video("v.duration") - 40) < 0.2
    assert not page.locator(".player-poster").count()

    # Chunks join at 8, 16, 24 and 32 s: play over each, then jump beside the next.
    for start in (7.4, 15.8, 23.7, 31.5):
        watching.video(f"(v.currentTime = {start}, 0)")
        watching.wait(f"v => v.currentTime > {start + 1.2} && !v.seeking")
    assert watching.video("v.getVideoPlaybackQuality().corruptedVideoFrames") == 0
    for start, end in watching.video(
        "[...Array(v.buffered.length).keys()].map((n) => [v.buffered.start(n), v.buffered.end(n)])"
    ):
        # One range over each join: a gap would split it there.
        assert not any(abs(edge - join) < 0.5 for join in (8, 16, 24, 32) for edge in (start, end))
    assert page.evaluate("window.engineTrouble") == []
    for what, second in page.evaluate("window.mended"):
        assert what == "bufferStalledError", what
        assert min(abs(second - join) for join in (8, 16, 24, 32)) > 0.4, second

    # The browser's own sum of all frames is a little less than what the page says.
    watching.wait("v => v.duration < 40 && v.duration > 39.99")
    expect(page.locator("media-time-display")).to_contain_text("/ 0:40")

    # Far from the end, which it must not reach before the new quality does.
    watching.video("(v.currentTime = 9, v.loop = true)")
    watching.reveal()
    page.get_by_role("button", name="Settings").click()
    quality = page.get_by_role("menuitem", name="Quality")
    expect(quality).to_contain_text("Auto (240p)")
    quality.click()
    page.get_by_role("menuitemradio", name="144p").click()
    expect(page.get_by_role("menuitem", name="Quality")).to_contain_text("144p")
    watching.wait("v => v.videoHeight === 144")
    assert any("144p/" in asked for asked in projector.asked)


def test_captions_chapters_speed_and_the_clock(watching: Viewer, video: Video) -> None:
    watching.open(video)
    watching.play()
    page = watching.page
    captions = page.get_by_role("button", name="Captions", exact=True)
    watching.reveal()
    expect(captions).to_have_attribute("aria-pressed", "false")
    # The playlist names the same tracks for other players; ours must not list each of them twice.
    languages = "[...v.textTracks].filter((t) => t.kind === 'subtitles').map((t) => t.language)"
    assert watching.video(languages) == ["en", "ko"]
    captions.click()
    watching.wait(
        "v => [...v.textTracks].some((t) => t.mode === 'showing' && t.activeCues?.length)"
    )
    assert watching.video("[...v.textTracks].find((t) => t.mode === 'showing').language") == "en"
    expect(captions).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="Settings").click()
    page.get_by_role("menuitem", name="Captions").click()
    page.get_by_role("menuitemradio", name="한국어").click()
    page.get_by_role("menuitem", name="Caption size").press("Enter")
    page.get_by_role("menuitemradio", name="Very large").press("Enter")
    page.get_by_role("menuitem", name="Speed").press("ArrowRight")
    page.get_by_role("menuitemradio", name="1.5×").press("Enter")
    assert watching.video("v.playbackRate") == 1.5
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    expect(page.get_by_role("button", name="Settings")).to_be_focused()

    # The bar is cut at the chapters, the name follows, the list marks the one that plays.
    expect(page.locator(".player-chapter-name")).to_have_text("Beginning")
    page.locator("#chapters").get_by_role("link", name="Middle").click()
    watching.wait("v => v.currentTime >= 10 && v.currentTime < 15")
    expect(page.locator("[data-chapter][aria-current]")).to_contain_text("Middle")
    expect(page.locator(".player-chapter-name")).to_have_text("Middle")
    page.wait_for_function(
        "() => document.querySelector('media-time-range').mediaChaptersCues?.length === 3"
    )
    page.locator("#description").get_by_role("link", name="0:25").click()
    watching.wait("v => v.currentTime >= 25")

    # The choice outlives the page, in the look as well.
    page.reload()
    watching.play()
    watching.wait("v => [...v.textTracks].some((t) => t.mode === 'showing' && t.language === 'ko')")
    assert page.locator("piyak-player").get_attribute("data-caption-size") == "huge"


def test_the_storyboard_shows_under_the_pointer(watching: Viewer, video: Video) -> None:
    watching.open(video)
    watching.play()
    watching.reveal()
    page = watching.page
    bar = page.locator("media-time-range").bounding_box()
    assert bar
    page.wait_for_function(
        "() => [...document.querySelector('video').textTracks]"
        ".some((t) => t.label === 'thumbnails' && t.cues?.length)"
    )
    page.mouse.move(bar["x"] + bar["width"] * 0.5, bar["y"] + bar["height"] / 2)
    thumbnail = page.locator("media-time-range media-preview-thumbnail")
    expect(thumbnail).to_be_visible()
    expect(thumbnail).to_have_attribute("mediapreviewimage", re.compile("storyboard"))
    expect(page.locator("media-time-range media-preview-chapter-display")).to_contain_text("Middle")


def test_the_address_says_where_to_begin(watching: Viewer, video: Video) -> None:
    for query, second in (("?t=90", 39), ("?t=0m12s", 12), ("?t=0:08", 8)):
        watching.open(video, query)
        watching.page.locator("[data-player-start]").click()
        watching.wait(f"v => v.currentTime >= {second} && v.readyState >= 2")
        assert watching.video("v.currentTime") < second + 8, query


def test_it_goes_on_where_the_viewer_stopped_and_can_start_over(
    watching: Viewer, projector: Projector, video: Video
) -> None:
    watching.open(video)
    watching.play()
    watching.video("(v.currentTime = 14, 0)")
    watching.wait("v => v.currentTime > 15")
    watching.press("k")
    watching.page.wait_for_timeout(300)
    watching.page.reload()
    expect(watching.page.locator("[data-player-from]")).to_contain_text("Continue at 0:1")
    watching.play()
    watching.wait("v => v.currentTime > 14")
    watching.page.get_by_role("button", name="Start over").click()
    watching.wait("v => v.currentTime < 5")
    # What was skipped over was not watched.
    ranges = [r for beat in projector.heartbeats for r in beat["ranges"]]  # type: ignore[attr-defined]
    assert ranges
    assert all(end - start < 12 and not (start < 13 < end) for start, end in ranges)


def test_scripts_before_play_stay_small(watching: Viewer, video: Video) -> None:
    """At most 40 KB of script, compressed as in production, until somebody presses play."""
    import gzip

    sizes: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.request.resource_type == "script":
            sizes[response.url] = len(gzip.compress(response.body(), 9))

    watching.page.on("response", weigh)
    watching.page.goto(f"/watch/{video.public_id}", wait_until="networkidle")
    assert sizes
    assert not any("vendor/" in url for url in sizes)
    assert sum(sizes.values()) < 40_000, sizes
