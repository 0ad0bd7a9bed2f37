"""What the modules of chat that touch no page answer."""

from typing import Any

Case = tuple[str, Any]

PIECES = (
    "m.pieces(%s).map((piece) => [piece.kind, piece.text, ...(piece.href ? [piece.href] : [])])"
)

# A socket that does what the test says; times are the browser's own, so nothing here waits.
SOCKET = """
  class Fake extends EventTarget {
    constructor(url) { super(); this.url = url; this.readyState = 1; this.sent = []; Fake.made.push(this); }
    send(text) { this.sent.push(JSON.parse(text)); }
    close() { this.closed = true; }
    say(...events) { this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(events) })); }
    drop(code) { this.dispatchEvent(new CloseEvent('close', { code })); }
  }
  Fake.made = [];
  const line = new m.Connection((last) => String(last), { make: (url) => new Fake(url), random: () => 0 });
  const heard = []; const states = [];
  line.addEventListener('events', ({ detail }) => heard.push(...detail.map((each) => each.t === 'hello' ? 'hello' : each.seq)));
  line.addEventListener('state', ({ detail }) => states.push(detail));
  line.open();
  const [first] = Fake.made;
  const hello = (seq) => ({ t: 'hello', seq });
  const entry = (seq) => ({ t: 'message', seq });
  const next = () => new Promise((resolve) => { const wait = () => (Fake.made.at(-1).closed ? setTimeout(wait, 1) : resolve(Fake.made.at(-1))); wait(); });
"""


def line(act: str) -> str:
    """What comes of `act`, with a connection over a socket of ours."""
    return f"(async () => {{ {SOCKET} {act} }})()"


SPEECH = """(() => {
  const said = []; const planned = []; let now = 0;
  const speech = new m.Speech((text) => said.push(text), { every: 5000, now: () => now, later: (run, ms) => planned.push([run, ms]) });
  const pass = () => { const [run, ms] = planned.shift(); now += ms; run(); return ms; };
  %s
})()"""

TIMELINE = """(async () => {
  const asked = []; let fails = 0;
  const line = new m.Timeline(async (from, to) => {
    asked.push(from);
    if (fails-- > 0) throw new Error('no');
    return [{ offset_s: from + 1, id: from }, { offset_s: from + 30, id: from + 1 }];
  });
  const ids = (...range) => line.between(...range).map(({ id }) => id);
  %s
})()"""

CASES: dict[str, list[Case]] = {
    "chat/emote-code.js": [
        (
            "['happy-otter.png', 'Café (2).webp', '수달.png', 'a.gif', 'x'.repeat(50), '.png', 'no end'].map(m.codeFrom)",
            ["happy_otter", "Cafe_2", "", "", "x" * 24, "", "no_end"],
        ),
    ],
    "chat/emotes.js": [
        # Who asks twice at once asks once; what nobody answers changes nothing.
        (
            (
                "(async () => { let asked = 0; const more = [{code: 'a'}, {code: 'b'}];"
                " const emotes = new m.Emotes([{code: 'a'}], async () => { asked += 1; if (asked === 3) throw new Error('away'); return more; });"
                " const both = await Promise.all([emotes.refresh(), emotes.refresh(60000), emotes.refresh()]);"
                " const later = [await emotes.refresh(), await emotes.refresh(), await emotes.refresh(60000)];"
                " return [both, later, asked, emotes.all.length]; })()"
            ),
            [[True, False, True], [False, False, False], 3, 2],
        ),
    ],
    "chat/pieces.js": [
        (PIECES % "{text: 'plain <b>text</b>'}", [["text", "plain <b>text</b>"]]),
        (
            PIECES % "{text: 'see https://example.com/a_(b)?x=1&y, ok'}",
            [
                ["text", "see "],
                ["link", "https://example.com/a_(b)?x=1&y", "https://example.com/a_(b)?x=1&y"],
                ["text", ", ok"],
            ],
        ),
        (
            "m.pieces({text: 'https://example.com/x'}, {links: false}).map(({kind}) => kind)",
            ["text"],
        ),
        (
            PIECES % "{text: 'javascript:alert(1) data:text/html,x ftp://example.com'}",
            [["text", "javascript:alert(1) data:text/html,x ftp://example.com"]],
        ),
        (PIECES % "{text: 'https://['}", [["text", "https://["]]),
        (
            PIECES % "{text: '🐤 :hi: end', emotes: [[3, 7, 'hi', '/hi.png']]}",
            [["text", "🐤 "], ["emote", ":hi:"], ["text", " end"]],
        ),
        # Places that cannot be are passed over, not followed.
        (PIECES % "{text: 'short', emotes: [[2, 99, 'x', '/x.png']]}", [["text", "short"]]),
        (
            PIECES
            % "{text: 'hey @Ann, @annabel and me@ann.example', mentions: ['ann', 'viewer~a.b']}",
            [
                ["text", "hey "],
                ["mention", "@Ann"],
                ["text", ", @annabel and me@ann.example"],
            ],
        ),
        (
            PIECES % "{text: '@viewer~a.b hi', mentions: ['viewer~a.b']}",
            [["mention", "@viewer~a.b"], ["text", " hi"]],
        ),
        ("m.lengthOf('가🐤e')", 3),
    ],
    "chat/complete.js": [
        (
            "m.wordAt('hello @ha', 9)",
            {"kind": "mention", "query": "ha", "start": 6, "end": 9},
        ),
        ("m.wordAt('/tim', 4)", {"kind": "command", "query": "tim", "start": 0, "end": 4}),
        ("m.wordAt('no /tim', 7)", None),
        ("m.wordAt('me@ha', 5)", None),
        ("m.wordAt('12:30', 5)", None),
        ("m.wordAt(':h', 2)", None),
        ("m.wordAt('x :ho', 5).kind", "emote"),
        ("m.matching(['bee', 'abe', 'be'], 'be', (each) => [each])", ["bee", "be", "abe"]),
        ("m.matching(['bee', 'abe'], 'b', (each) => [each])", ["bee"]),
        (
            "m.replaced('hi @ha there', {start: 3, end: 6}, '@hana')",
            {"text": "hi @hana there", "caret": 9},
        ),
    ],
    "chat/outbox.js": [
        (
            (
                "(() => { const box = new m.Outbox('a'); const {cid} = box.add('one'); box.add('two');"
                " box.confirm(cid); return new m.Outbox('a').items.map(({text, state}) => [text, state]); })()"
            ),
            [["two", "sending"]],
        ),
        (
            (
                "(() => { const box = new m.Outbox('b'); const {cid} = box.add('one', null, 0); box.add('two');"
                " const due = box.due('too late').map(({text}) => text); return [due, box.get(cid).state, box.get(cid).why]; })()"
            ),
            [["two"], "failed", "too late"],
        ),
        (
            (
                "(() => { const box = new m.Outbox('c'); const item = box.add('x'); box.fail(item.cid, 'no');"
                " const again = box.again(item.cid); return [again.cid === item.cid, again.state]; })()"
            ),
            [True, "sending"],
        ),
        (
            "(() => { const box = new m.Outbox('d', null); box.add('kept'); return box.items.length; })()",
            1,
        ),
        # Nothing goes out any more: what was not answered can be read, and what was is safe.
        (
            (
                "(() => { const box = new m.Outbox('e'); box.add('lost'); box.add('safe').state = 'sent'; box.failAll('closed');"
                " return box.items.map(({text, state, why}) => [text, state, why]); })()"
            ),
            [["lost", "failed", "closed"]],
        ),
        ("/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/.test(m.newId())", True),
    ],
    "chat/draft.js": [
        ("(new m.Draft('a').text = 'half a', new m.Draft('a').text)", "half a"),
        ("(new m.Draft('a').text = '', new m.Draft('a').text)", ""),
        ("new m.Draft('other').text", ""),
    ],
    "chat/waiting.js": [
        (
            (
                "(() => { const w = new m.Waiting(3); for (let n = 0; n < 1000; n += 1) w.add(n);"
                " return [w.take(), w.skipped, w.size]; })()"
            ),
            [[997, 998, 999], 997, 0],
        ),
        (
            "(() => { const w = new m.Waiting(9); [1, 2, 3].forEach((n) => w.add(n)); w.remove((n) => n === 2); return [w.take(1), w.take()]; })()",
            [[1], [3]],
        ),
        (
            (
                "(() => { const w = new m.Waiting(9); [2, 4].forEach((seq) => w.add({seq})); [3, 5, 1].forEach((seq) => w.insert({seq}));"
                " return w.take().map(({seq}) => seq); })()"
            ),
            [1, 2, 3, 4, 5],
        ),
    ],
    "chat/people.js": [
        (
            "(() => { const p = new m.People(); for (const handle of ['a', 'b', 'a', '']) p.saw({handle}); return p.recent.map(({handle}) => handle); })()",
            ["a", "b"],
        ),
    ],
    "chat/connection.js": [
        # Entries that were heard before are not heard again, whatever is between two lines.
        (
            line(
                "first.say(hello(7), entry(6), entry(7)); first.say(entry(8)); first.drop(1006);"
                " const second = await next(); second.say(hello(9), entry(8), entry(9));"
                " return [second.url, heard.filter(Number)];"
            ),
            ["8", [6, 7, 8, 9]],
        ),
        # The answer to a message names its place before the message itself comes.
        (
            line("first.say(hello(0)); first.say({t: 'ok', seq: 1}, entry(1)); return heard;"),
            ["hello", 1, 1],
        ),
        # A hole is mended by asking from the last entry before it.
        (
            line(
                "first.say(hello(1), entry(1)); first.say(entry(3)); const second = await next();"
                " second.say(hello(3), entry(2), entry(3)); return [second.url, heard.filter(Number)];"
            ),
            ["1", [1, 2, 3]],
        ),
        # After too long away the room begins anew further on.
        (
            line(
                "first.say(hello(1), entry(1)); first.drop(1006); const second = await next();"
                " second.say({...hello(900), skipped: true}, entry(900)); return [line.last, line.state];"
            ),
            [900, "open"],
        ),
        (
            line("first.say(hello(0)); first.drop(4404); return [line.state, Fake.made.length];"),
            ["gone", 1],
        ),
        (line("first.say(hello(0)); first.drop(4403); return line.state;"), "forbidden"),
        # Switched off it does not come back by itself, but when somebody looks again.
        (
            line(
                "first.say(hello(0)); first.drop(4410); const was = [line.state, line.isOver, Fake.made.length];"
                " line.check(); (await next()).say(hello(0)); return [...was, line.state, line.isOver];"
            ),
            ["closed", True, 1, "open", False],
        ),
        (line("return line.send({do: 'say'});"), False),
        (
            line("first.say(hello(0)); return [line.send({do: 'ping'}), first.sent];"),
            [True, [{"do": "ping"}]],
        ),
        # Each failure doubles the wait, up to a bound.
        (
            line(
                "const waits = []; for (let n = 0; n < 9; n += 1) { const begun = Date.now(); Fake.made.at(-1).drop(1006);"
                " waits.push(Math.round((line.retryAt - begun) / 250)); line.state = 'waiting'; line.open(); } return waits;"
            ),
            [1, 2, 4, 8, 16, 32, 40, 40, 40],
        ),
        (
            line(
                "first.drop(4429); const wait = line.retryAt - Date.now(); line.close(); return [wait > 55000, states.at(-1)];"
            ),
            [True, "idle"],
        ),
        # What a line that was given up says afterwards is not ours any more.
        (
            line(
                "first.say(hello(1)); line.close(); first.say(entry(2)); return [heard, line.last];"
            ),
            [["hello"], 1],
        ),
    ],
    "chat/speech.js": [
        (SPEECH % "speech.hear('Ann', 'hi'); pass(); return said;", ["Ann: hi"]),
        # However much is said, one sentence in five seconds.
        (
            SPEECH
            % (
                "speech.hear('Ann', 'hi'); pass(); for (let n = 0; n < 300; n += 1) speech.hear('Bo', `m${n}`);"
                " const waited = pass(); return [waited, said, planned.length];"
            ),
            [5000, ["Ann: hi", "300 new messages. Bo: m299"], 0],
        ),
        (
            SPEECH
            % "speech.hear('Ann', 'for you', {toMe: true}); speech.hear('Bo', 'later'); pass(); return said;",
            ["2 new messages. Ann to you: for you"],
        ),
        (
            SPEECH
            % "speech.mode = 'mentions'; speech.hear('Ann', 'hi'); const none = planned.length; speech.mode = 'none'; speech.hear('Bo', 'x', {toMe: true}); return [none, planned.length];",
            [0, 0],
        ),
        (SPEECH % "speech.hear('Ann', 'x'.repeat(500)); pass(); return said[0].length;", 166),
        (
            SPEECH % "speech.tell('A poll.'); speech.hear('Ann', 'hi'); pass(); return said;",
            ["A poll. Ann: hi"],
        ),
        # What was removed in the seconds before its turn is not read out.
        (
            SPEECH
            % (
                "speech.hear('Ann', 'hi', {entry: {id: 1}}); pass(); speech.hear('Bo', 'rude', {entry: {id: 2}});"
                " speech.hear('Ann', 'well', {entry: {id: 3}}); speech.forget(({id}) => id === 2); pass();"
                " speech.hear('Bo', 'rude', {entry: {id: 4}}); speech.forget(() => true); pass(); return said;"
            ),
            ["Ann: hi", "Ann: well"],
        ),
    ],
    "chat/timeline.js": [
        (
            TIMELINE % "await line.ready(5); return [asked, ids(-1, 5), ids(5, 40)];",
            [[0], [0], [1]],
        ),
        # A seek also brings what was said just before; what is here is not fetched twice.
        (
            TIMELINE
            % "await line.ready(130); await line.ready(131); return [asked, ids(-1, 130)];",
            [[60, 120], [60, 61, 120]],
        ),
        (TIMELINE % "await line.ready(50); return asked.sort();", [0, 60]),
        # Nothing is shown before that is here: it would be passed over.
        (
            (
                "(async () => { let come; const line = new m.Timeline((from) => from ? Promise.resolve([]) : new Promise((done) => { come = done; }));"
                " const all = line.ready(70); await Promise.resolve(); await Promise.resolve(); const early = line.isReady(70);"
                " come([]); await all; return [early, line.isReady(70)]; })()"
            ),
            [False, True],
        ),
        (
            TIMELINE
            % "fails = 1; const no = await line.ready(1).catch(() => 'failed'); await line.ready(1); return [no, asked, line.isReady(1)];",
            ["failed", [0, 0], True],
        ),
        (
            TIMELINE
            % "for (let at = 30; at < 6000; at += 60) await line.ready(at); return [line.isReady(5990), line.isReady(30)];",
            [True, False],
        ),
    ],
}
