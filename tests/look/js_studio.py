"""What the modules of the studio and those of every page answer."""

from typing import Any

Case = tuple[str, Any]

ROWS = "m.faultOf([%s].map(([time, title]) => ({time, title})), %s)?.message ?? null"


def video(facts: str) -> str:
    """A video of the API, in JavaScript."""
    plain = "title: 'T', description: 'D', tags: ['a', 'b c'], category: 'x', language: 'ko', licence: 'l', privacy: 'public'"
    return f"{{{plain}, {facts}}}"


def fields(facts: str) -> str:
    """The form's fields for a draft, with some of them changed."""
    return f"{{...m.asFields({video('published_at: null, publish_when_ready: false')}), ...{{{facts}}}}}"


def changes(facts: str, names: str) -> str:
    """What is sent when the fields `names` were changed."""
    return f"m.asChanges({fields(facts)}, {names})"


def publication(facts: str) -> str:
    """How the form says when a video comes out."""
    return f"(({{publish, publish_at}}) => [publish, publish_at])(m.asFields({video(facts)}))"


# `fetch` answers once with what stands here, and the page's own is put back.
ANSWERED = """(async () => {
  const real = window.fetch; let asked;
  window.fetch = async (url, init) => { asked = init; %s; };
  try { return [await m.send(%s), asked.headers['X-CSRFToken'] ?? null, asked.headers['Content-Type'] ?? null, asked.body ?? null]; }
  catch (error) { return [error.name, error.message, error.status, error.code, error.retryAfter ?? null]; }
  finally { window.fetch = real; }
})()"""

# The link to the original, when a question about it is answered so: is it hidden, and what is said in its place.
ORIGINAL = """(async () => {
  const { bindOriginal } = await import('piyakast/components/studio/original.js');
  const real = window.fetch, link = {href: '/original/', hidden: false}, words = {dataset: {originalGone: 'Gone.'}, textContent: ''};
  window.fetch = async (url, init) => { if (url !== '/original/' || init.method !== 'HEAD' || init.redirect !== 'manual') throw Error(url); %s; };
  try { await bindOriginal(link, words); await bindOriginal(null, null); } finally { window.fetch = real; }
  return [link.hidden, words.textContent];
})()"""

CASES: dict[str, list[Case]] = {
    "studio/chapters.js": [
        (ORIGINAL % "return {status: 404}", [True, "Gone."]),
        (ORIGINAL % "return {status: 0, type: 'opaqueredirect'}", [False, ""]),
        (ORIGINAL % "throw new TypeError('offline')", [False, ""]),
        ("['0:00', ' 4:05 ', '1:02:03', '90:00'].map(m.readTime)", [0, 245, 3723, 5400]),
        ("['', '5', '0:60', '1:2', 'a:00', '-1:00', '1:00:00:00'].filter((text) => m.readTime(text) !== null)", []),
        ("[0, 65.9, 3723, 36000].map(m.writeTime)", ["0:00", "1:05", "1:02:03", "10:00:00"]),
        (ROWS % ("", 60), None),
        (ROWS % ("['0:00', 'a'], ['0:10', 'b']", 60), None),
        (ROWS % ("['0:00', 'a']", 60), "Give at least 2 and at most 100 chapters, or none."),
        (ROWS % ("['0:01', 'a'], ['0:20', 'b']", 60), "The first chapter begins at 0:00."),
        (ROWS % ("['0:00', 'a'], ['soon', 'b']", 60), "Write the time as 1:30 or 1:02:03."),
        (ROWS % ("['0:00', 'a'], ['0:20', ' ']", 60), "Every chapter needs a title."),
        (ROWS % ("['0:00', 'a'], ['0:20', 'b'], ['0:20', 'c']", 60), "Each chapter begins after the one above it."),
        (ROWS % ("['0:00', 'a'], ['0:09', 'b']", 60), "The chapter above is shorter than ten seconds."),
        (ROWS % ("['0:00', 'a'], ['1:00', 'b']", 60), "This chapter begins after the end of the video."),
        (ROWS % ("['0:00', 'a'], ['0:51', 'b']", 60), "The last chapter is shorter than ten seconds."),
        (ROWS % ("['0:00', 'a'], ['0:51', 'b']", 0), None),
        ("m.faultOf([{time: '0:00', title: 'a'}, {time: 'x', title: 'b'}], 60).row", 1),
    ],
    "studio/times.js": [
        ("m.localValue('2030-05-01T00:30:00Z')", "2030-04-30T20:30"),
        ("m.localValue(null)", ""),
        ("m.serverTime('2030-04-30T20:30')", "2030-05-01T00:30:00.000Z"),
        # In winter the same clock means another time.
        ("m.serverTime('2030-12-30T20:30')", "2030-12-31T01:30:00.000Z"),
        ("['', 'soon', undefined].map(m.serverTime)", [None, None, None]),
        ("['2030-07-01', '2030-01-01'].map((day) => m.zoneName('en', new Date(day)))", ["America/New_York, GMT-4", "America/New_York, GMT-5"]),
    ],
    "studio/details.js": [
        (publication("published_at: null, publish_when_ready: false"), ["draft", ""]),
        (publication("published_at: null, publish_when_ready: true"), ["now", ""]),
        (publication("published_at: '2001-01-01T00:00:00Z'"), ["now", ""]),
        (publication("published_at: '2130-05-01T00:30:00Z'"), ["later", "2130-04-30T20:30"]),
        (f"m.asFields({video('published_at: null')}).tags", "a, b c"),
        ("m.differing(" + fields("") + ", " + fields("title: 'U', password: 'p'") + ")", ["title", "password"]),
        (changes("tags: 'a, b'", "['tags']"), {"tags": ["a", " b"]}),
        (changes("publish: 'later', publish_at: '2030-04-30T20:30'", "['publish', 'publish_at']"), {"publish_at": "2030-05-01T00:30:00.000Z", "premiere": False}),
        (changes("publish: 'now'", "['publish']"), {"publish_when_ready": True, "publish_at": None}),
        (changes("publish: 'draft'", "['publish']"), {"publish_when_ready": False, "publish_at": None}),
        # An empty password field means: as it was. Forgetting it is said apart.
        (changes("", "['password']"), {}),
        (changes("password: 'p'", "['password']"), {"password": "p"}),
        (changes("clear_password: true", "['clear_password']"), {"password": ""}),
        (changes("clear_password: true, password: 'p'", "['clear_password', 'password']"), {"password": "p"}),
        (changes("", "['title', 'privacy']"), {"title": "T", "privacy": "public"}),
    ],
    "studio/drafts.js": [
        ("(m.keepDraft('a', {values: {title: 'x'}}), m.keptDraft('a'))", {"values": {"title": "x"}}),
        ("(m.dropDraft('a'), m.keptDraft('a'))", None),
        ("(localStorage.setItem('piyakast.studio.draft.a', '{'), m.keptDraft('a'))", None),
        ("(localStorage.setItem('piyakast.studio.draft.a', '{\"values\": 1}'), m.keptDraft('a'))", None),
    ],
    "http.js": [
        (ANSWERED % ("return new Response('{\"a\": 1}', {headers: {'Content-Type': 'application/json'}})", "'/x'"), [{"a": 1}, None, None, None]),
        (ANSWERED % ("return new Response('words', {headers: {'Content-Type': 'text/plain'}})", "'/x'"), ["words", None, None, None]),
        (ANSWERED % ("return new Response(null, {status: 204})", "'/x', {method: 'POST', json: {b: [2]}}"), [None, "token of the cookie", "application/json", '{"b":[2]}']),
        (
            ANSWERED % (
                ("return new Response('{\"detail\": \"Too many.\", \"code\": \"slow\"}', {status: 429,"
                " headers: {'Content-Type': 'application/problem+json', 'Retry-After': '7'}})"), "'/x'",
            ),
            ["ProblemError", "Too many.", 429, "slow", 7],
        ),
        # A proxy's page is not shown to anybody.
        (ANSWERED % ("return new Response('<h1>Bad gateway</h1>', {status: 502, headers: {'Content-Type': 'text/html'}})", "'/x'"), ["ProblemError", "Something went wrong. Try again.", 502, "error", None]),
        (ANSWERED % ("throw new TypeError('failed to fetch')", "'/x'"), ["ProblemError", "There is no connection to the site.", 0, "offline", None]),
        (ANSWERED % ("throw new DOMException('late', 'TimeoutError')", "'/x'"), ["ProblemError", "There is no connection to the site.", 0, "offline", None]),
        (ANSWERED % ("throw new DOMException('stop', 'AbortError')", "'/x'"), ["AbortError", "stop", None, 20, None]),
    ],
    "shortcuts.js": [
        (
            ("['<input>', '<textarea></textarea>', '<select></select>', '<p contenteditable>x</p>', '<button></button>', '<p></p>']"
            ".map((html) => { document.body.insertAdjacentHTML('beforeend', html); const it = document.body.lastElementChild;"
            " const typing = m.isTyping(it); it.remove(); return typing; })"),
            [True, True, True, True, False, False],
        ),
        ("m.isTyping(window)", False),
    ],
    "toast.js": [
        ("(m.toast('<b>x</b>'), document.querySelector('#toasts .toast span').textContent)", "<b>x</b>"),
        (
            ("(() => { let undone = 0; const item = m.toast('gone', {undo: () => { undone += 1; }}); const button = item.querySelector('button');"
            " const words = button.textContent; button.click(); return [words, undone, item.isConnected]; })()"),
            ["Undo", 1, False],
        ),
        (
            ("(async () => { await m.attempt(async () => { throw Object.assign(new Error('Said by the server.'), {code: 'x'}); });"
            " await m.attempt(async () => { throw new TypeError('a.b is undefined'); });"
            " return [...document.querySelectorAll('#toasts .toast--error span')].map((each) => each.textContent); })()"),
            ["Said by the server.", "That did not work. Try again."],
        ),
        # What is said twice is there once; what can be taken back is there for each.
        (
            ("(() => { document.getElementById('toasts').replaceChildren(); m.toast('a'); m.toast('b'); m.toast('a'); m.toast('a', {error: true});"
            " m.toast('gone', {undo() {}}); m.toast('gone', {undo() {}});"
            " return [...document.querySelectorAll('#toasts span')].map((each) => each.textContent); })()"),
            ["b", "a", "a", "gone", "gone"],
        ),
        # What can be taken back stays longer: the keyboard has a way to go.
        (
            ("(() => { const real = window.setTimeout, waits = []; window.setTimeout = (act, ms) => waits.push(ms);"
            " try { m.toast('told'); m.toast('gone', {undo() {}}); } finally { window.setTimeout = real; }"
            " return waits[1] > 3 * waits[0]; })()"),
            True,
        ),
    ],
}  # fmt: skip
