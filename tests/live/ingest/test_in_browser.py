"""A real Chromium with the player's own hls.js watches what a real encoder sends."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from live.models import PublishSession, Stream
from tests.chromium import new_profile
from tests.live.process import IngestProcess, PublisherProcess, wait_until

WATCH = """async (address) => {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const { default: Hls } = await import('/static/vendor/hls/hls.js');
  const hls = new Hls({ lowLatencyMode: true });
  window.seen = { errors: [], parts: 0 };
  hls.on('hlsError', (_, data) => window.seen.errors.push(`${data.fatal} ${data.details}`));
  hls.on('hlsFragLoaded', (_, data) => { window.seen.parts += data.part ? 1 : 0; });
  hls.loadSource(address);
  hls.attachMedia(video);
  window.hls = hls;
  video.play();
}"""


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_low_latency_plays_parts_and_goes_back(
    browser: Browser,
    live_server: LiveServer,
    ingest: IngestProcess,
    publish: Callable[..., PublisherProcess],
    stream: Stream,
) -> None:
    publish()
    session = wait_until(lambda: PublishSession.objects.filter(state="publishing").first(), "it plays")  # fmt: skip
    address = f"{ingest.address}/hls/p/{session.public_id}/master.m3u8"
    context = new_profile(browser, base_url=live_server.url, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto("/health/live")
    page.evaluate(WATCH, address)
    page.wait_for_function("document.querySelector('video').currentTime > 3")
    page.wait_for_function("window.seen.parts > 3")
    assert page.evaluate("document.querySelector('video').videoWidth") == 320  # not the sound alone
    assert 'mp4a.40.2"\naudio/index.m3u8' in ingest.get(f"p/{session.public_id}/master.m3u8").text
    assert page.evaluate("window.hls.latestLevelDetails?.partTarget ?? window.hls.levels[0].details.partTarget") == pytest.approx(0.5, abs=0.01)  # fmt: skip
    assert page.evaluate("window.hls.playingDate.getTime() > Date.now() - 60000")
    # Back to the beginning, within the window.
    page.evaluate("document.querySelector('video').currentTime = 0.5")
    page.wait_for_function("(v => v.currentTime > 1 && v.currentTime < 3)(document.querySelector('video'))")  # fmt: skip
    assert not [each for each in page.evaluate("window.seen.errors") if each.startswith("true")]
    still = wait_until(lambda: Stream.objects.get(pk=stream.pk).thumbnail, "its picture is taken")
    picture = page.request.get(f"/media/{still}")
    assert picture.status == 200
    assert picture.body().startswith(b"\xff\xd8\xff")
    Stream.objects.filter(pk=stream.pk).update(privacy="private")
    wait_until(lambda: not Stream.objects.get(pk=stream.pk).thumbnail, "its picture is taken away")
    assert page.request.get(f"/media/{still}").status == 404
    context.close()
