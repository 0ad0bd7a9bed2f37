"""The browser code that touches no page: each module's answers, asked in a real browser."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from tests.chromium import new_profile
from tests.look import js_premiere, js_studio, js_upload

pytestmark = pytest.mark.django_db(transaction=True)

Case = tuple[str, Any]

KEY = (
    "({key, ...rest}) => m.actionFor({key, ctrlKey: false, metaKey: false, altKey: false, ...rest})"
)
CASES: dict[str, list[Case]] = {
    "player/time.js": [
        ("m.parseTime('90')", 90),
        ("m.parseTime(' 1h2m3s ')", 3723),
        ("m.parseTime('1:02:03')", 3723),
        ("m.parseTime('2m')", 120),
        ("m.parseTime('soon')", None),
        ("m.parseTime('-5')", None),
        ("m.parseTime(null)", None),
        ("m.formatTime(75.9)", "1:15"),
        ("m.formatTime(3675)", "1:01:15"),
        ("m.formatTime(-3)", "0:00"),
    ],
    "player/chapters.js": [
        (
            "m.withEnds([{start: 0, title: 'a'}, {start: 5, title: 'b'}], 9).map(c => c.end)",
            [5, 9],
        ),
        ("m.chapterAt([{start: 2}, {start: 5}], 1)", -1),
        ("m.chapterAt([{start: 2}, {start: 5}], 5)", 1),
        (
            "m.chaptersVtt([{start: 0, end: 4000.25, title: '<b>&\\n--> x'}])",
            "WEBVTT\n\n00:00:00.000 --> 01:06:40.250\n&lt;b&gt;&amp; --&gt; x\n",
        ),
    ],
    "player/keys.js": [
        (f"({KEY})({{key: ' '}})", ["toggle"]),
        (f"({KEY})({{key: 'K'}})", ["toggle"]),
        (f"({KEY})({{key: '7'}})", ["seekToFraction", 0.7]),
        (f"({KEY})({{key: 'ArrowLeft'}})", ["seekBy", -5]),
        (f"({KEY})({{key: 'c', ctrlKey: true}})", None),
        (f"({KEY})({{key: 'k', isComposing: true}})", None),
        (f"({KEY})({{key: 'q'}})", None),
    ],
    "player/quality.js": [
        ("m.qualityLabel({width: 1920, height: 1080, frameRate: 30})", "1080p"),
        ("m.qualityLabel({width: 1080, height: 1920, frameRate: 60})", "1080p60"),
        (
            (
                "m.qualities([{width: 640, height: 360, bitrate: 1}, {width: 1280, height: 720, bitrate: 2},"
                " {width: 640, height: 360, bitrate: 3}]).map(q => [q.index, q.label])"
            ),
            [[1, "720p"], [2, "360p"]],
        ),
        ("m.qualities([])", []),
    ],
    "player/resume.js": [
        ("m.resumePoint(30, 100)", 30),
        ("m.resumePoint(3, 100)", None),
        ("m.resumePoint(97, 100)", None),
        ("m.resumePoint(10, 20)", None),
        ("(m.keepPosition('a', 12.6), m.keptPosition('a'))", 13),
        (
            (
                "(() => { for (let n = 0; n < 70; n += 1) m.keepPosition(`v${n}`, n);"
                " return [m.keptPosition('a'), m.keptPosition('v69')]; })()"
            ),
            [None, 69],
        ),
    ],
    "player/prefs.js": [
        ("m.recall('nothing', 'otherwise')", "otherwise"),
        ("(m.remember('speed', 1.5), m.recall('speed'))", 1.5),
        ("(m.remember('speed', null), m.recall('speed', 1))", None),
        ("(localStorage.setItem('piyakast.player.bad', '{'), m.recall('bad', 2))", 2),
    ],
    "player/watched.js": [
        (
            (
                "(() => { const w = new m.WatchedRanges(); for (const t of [0, .25, .5, 9, 9.25]) w.tick(t);"
                " return w.take(); })()"
            ),
            [[0, 0.5], [9, 9.25]],
        ),
        (
            (
                "(() => { const w = new m.WatchedRanges(); w.tick(1); w.tick(2); const first = w.take();"
                " w.tick(3); w.giveBack(first); return w.take(); })()"
            ),
            [[1, 2], [2, 3]],
        ),
        ("new m.WatchedRanges().take()", []),
    ],
    "not-interested.js": [
        (
            "(m.hide('a'), m.hide('b'), m.unhide('a'), [m.isHidden('a'), m.isHidden('b')])",
            [False, True],
        ),
        ("JSON.parse(localStorage.getItem('not-interested'))", ["b"]),
    ],
    "i18n.js": [
        ("m.interpolate('%(n)s of %(all)s, %(other)s', {n: 1, all: 2})", "1 of 2, %(other)s"),
        ("m.ngettext('one thing', 'many things', 3)", "many things"),
        ("m.formatNumber(12345, {notation: 'compact'})", "12K"),
    ],
    "place.js": [("(m.keepPlace('<li>', 40), m.takePlace() ?? null)", None)],
}


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page with our modules, far from where the site's own clock is."""
    context = new_profile(browser, base_url=live_server.url, timezone_id="America/New_York")
    page = context.new_page()
    page.goto("/accounts/login/")
    page.evaluate(
        "document.body.dataset.csrf = 'an older one'; document.cookie = 'csrftoken=token of the cookie; path=/'"
    )
    yield page
    context.close()


def wrong(page: Page, cases: Iterable[tuple[str, str, Any]]) -> list[tuple[str, str, Any]]:
    """Those whose module answers something else; all are asked at once, one after the other."""
    cases = list(cases)
    asked = [f"await import('piyakast/lib/{m}').then(async (m) => {it})" for m, it, _ in cases]
    answers = page.evaluate(f"async () => [{', '.join(f'{each}.catch(String)' for each in asked)}]")
    return [
        (module, expression, answer)
        for (module, expression, expected), answer in zip(cases, answers, strict=True)
        if answer != expected
    ]


def test_modules_answer_as_they_say(page: Page) -> None:
    known = CASES | js_upload.CASES | js_studio.CASES | js_premiere.CASES
    assert not wrong(page, ((module, *case) for module, cases in known.items() for case in cases))


def test_a_transfer_meets_every_trouble_on_its_way(page: Page) -> None:
    page.evaluate(f"() => {{ {js_upload.SERVER} }}")
    cases = js_upload.TRANSFERS.values()
    bodies = (("upload/transfer.js", f"{{ {body} }}", answer) for body, answer in cases)
    assert not wrong(page, bodies)


def test_a_page_that_waits_for_a_premiere_goes_by_the_server_alone(page: Page) -> None:
    page.evaluate(f"() => {{ {js_premiere.WAITING} }}")
    cases = js_premiere.PAGES.values()
    bodies = (("player/premiere.js", f"{{ {body} }}", answer) for body, answer in cases)
    assert not wrong(page, bodies)


def test_captions_of_a_premiere_come_piece_by_piece(page: Page) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        asked.append(name)
        piece = int(name[4:9]) if name.startswith("seg_") else -1
        begins, ends = (0, 9.5) if piece < 0 else (4 * piece, 4 * piece + 4)
        cues = [
            f"00:{start:02d}.000 --> 00:{end:02d}.000\n{text}"
            for text, (start, end) in js_premiere.CUES.items()
            if start < ends and end > begins
        ]
        route.fulfill(body="WEBVTT\n\n" + "\n\n".join(cues), content_type="text/vtt")

    page.route("**/captions-of-a-premiere/**", answer)
    told = page.evaluate(js_premiere.CAPTIONS)
    assert told == [["one", "two", "three"], ["one", "two", "three", "four"], 1]
    # Nothing before its moment, nothing that does not exist, and each once.
    assert asked == ["en.vtt", *(f"seg_{number:05d}.vtt" for number in range(5))]


def test_sizes_and_times_are_said_in_both_languages(page: Page, live_server: LiveServer) -> None:
    for language, cases in js_upload.WORDS_IN.items():
        page.context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        page.reload()
        assert not wrong(page, ((js_upload.WORDS, *case) for case in cases.items()))
