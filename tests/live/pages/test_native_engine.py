"""Where the browser plays HLS by itself (an iPhone), a broken connection is tried again, and said to be over when it is."""

import pytest
from playwright.sync_api import Page, Route

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
