"""Where the browser plays HLS by itself (an iPhone), a broken connection is tried again, and said to be over when it is."""

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# An address that answers nothing is what a lost connection looks like to a <video>.
BEGIN = """async () => {
  const { NativeLiveEngine } = await import('piyakast/components/live/native-engine.js');
  window.video = document.createElement('video');
  window.heard = [];
  window.engine = new NativeLiveEngine(video, { playbackApi: '/asked/for/playback' });
  for (const name of ['trouble', 'recovered'])
    engine.addEventListener(name, ({ detail }) => heard.push(detail.kind ?? name));
  engine.load({ session: 's1', master_url: '/nothing/there/1.m3u8' });
}"""


def test_it_tries_again_by_itself_until_it_plays(page: Page) -> None:
    answers = iter([(503, ""), (200, '{"session": "s1", "master_url": "/nothing/there/2.m3u8"}')])
    last = (200, '{"session": "s1", "master_url": "/nothing/there/3.m3u8"}')

    def answer(route: Route) -> None:
        status, body = next(answers, last)
        route.fulfill(status=status, body=body, content_type="application/json")

    page.route("**/asked/for/playback", answer)
    page.route("**/nothing/there/*", lambda route: route.fulfill(status=404))
    page.goto("/accounts/login/")
    page.evaluate(BEGIN)
    # The site itself does not answer at first; then it has another address, and that one fails, too.
    page.wait_for_function("() => video.src.endsWith('/3.m3u8') && heard.length >= 4")
    assert set(page.evaluate("heard")) == {"network"}

    page.evaluate("video.dispatchEvent(new Event('playing'))")
    assert page.evaluate("heard.at(-1)") == "recovered"
    page.evaluate("video.dispatchEvent(new Event('playing'))")
    assert page.evaluate("heard.filter((each) => each === 'recovered').length") == 1


MASTER = """#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=320x180,AUDIO="audio"
source/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=130000,CODECS="mp4a.40.2"
audio/index.m3u8
"""
MENU = """async () => {
  const { buildLiveSettings } = await import('piyakast/components/live/settings.js');
  const settings = document.createElement('button');
  settings.textContent = 'Settings';
  const chrome = document.createElement('div');
  document.body.append(settings, chrome);
  window.plays = 0;
  video.play = () => { plays += 1; return Promise.resolve(); };
  Object.defineProperty(video, 'paused', { get: () => window.still ?? false });
  buildLiveSettings({ engine }, { settings, chrome });
  engine.load({ session: 's2', master_url: '/there/2/master.m3u8' });
}"""


def test_the_sound_alone_is_in_the_menu_where_there_is_one(page: Page) -> None:
    def answer(route: Route) -> None:
        text = MASTER.replace("audio/index.m3u8", "none") if "/4/" in route.request.url else MASTER
        route.fulfill(body=text, content_type="application/vnd.apple.mpegurl")

    again = '{"session": "s3", "master_url": "/there/3b/master.m3u8"}'
    page.route(
        "**/asked/for/playback",
        lambda route: route.fulfill(body=again, content_type="application/json"),
    )
    page.route("**/nothing/there/*", lambda route: route.fulfill(status=404))
    page.route("**/there/*/*", answer)
    page.goto("/accounts/login/")
    page.evaluate(BEGIN.replace("engine.load", "0 && engine.load"))
    page.evaluate(MENU)
    button = page.get_by_role("button", name="Settings")
    button.click()
    page.get_by_role("menuitem", name="Quality").click()
    page.get_by_role("menuitemradio", name="Sound only").click()
    assert page.evaluate("video.src").endswith("/there/2/audio/index.m3u8")
    assert page.evaluate("[plays, engine.pinned, engine.hasVideo]") == [1, "Sound only", False]

    # It stays chosen when the publisher comes back, when an address is tried again, and while one pauses.
    page.evaluate("engine.load({ session: 's3', master_url: '/there/3/master.m3u8' })")
    page.wait_for_function("() => video.src.endsWith('/there/3/audio/index.m3u8')")
    page.evaluate("() => engine.retry()")
    assert page.evaluate("video.src").endswith("/there/3b/audio/index.m3u8")
    page.evaluate("() => { window.still = true; plays = 0; engine.setQuality(null); }")
    assert page.evaluate("video.src").endswith("/there/3b/master.m3u8")
    assert page.evaluate("[plays, engine.pinned, engine.hasVideo]") == [0, None, True]

    # A session without sound of its own offers no choice.
    page.evaluate("engine.setQuality('Sound only')")
    page.evaluate("engine.load({ session: 's4', master_url: '/there/4/master.m3u8' })")
    page.wait_for_function("() => engine.pinned === null")
    assert page.evaluate("video.src").endswith("/there/4/master.m3u8")
    page.wait_for_function("() => !engine.hasChoice")
    expect(button).to_be_hidden()


def test_who_may_not_watch_any_more_is_told_and_nothing_is_tried(page: Page) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=403, body="{}", content_type="application/problem+json")

    page.route("**/asked/for/playback", answer)
    page.route("**/nothing/there/*", lambda route: route.fulfill(status=404))
    page.goto("/accounts/login/")
    page.evaluate(
        "() => { window.waits = []; const set = setTimeout;"
        " window.setTimeout = (act, wait) => { waits.push(wait); return set(act, wait); }; }"
    )
    page.evaluate(BEGIN)
    page.wait_for_function("() => heard.includes('denied')")
    assert page.evaluate("heard") == ["network", "denied"]
    assert page.evaluate("waits") == [500]  # after the first, to ask; none since
    assert len(asked) == 1
