"""What the modules of the upload answer: arithmetic of parts, waits, speed, words, and whole transfers.

A transfer meets `serve(…)`, a server inside the page: it takes parts, can be told to refuse them, and counts.
"""

from hashlib import sha256
from typing import Any

import google_crc32c

Case = tuple[str, Any]


def whole_digest(data: bytes, part_bytes: int) -> str:
    """The digest that the server computes over the digests of the parts."""
    parts = [data[at : at + part_bytes] for at in range(0, len(data), part_bytes)]
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


FILM = bytes(number % 251 for number in range(95))
CHECKSUMS = [google_crc32c.Checksum(piece).digest() for piece in (FILM[:50], FILM[50:])]
SPEED = """(() => {
  let now = 0;
  const meter = new m.Speedometer(() => now);
  const found = [meter.bytesPerSecond, meter.secondsLeft(100)];
  for (const [time, total] of %s) { now = time; meter.add(total); }
  return [...found, meter.bytesPerSecond, meter.secondsLeft(100) ?? null];
})()"""
QUEUE = """(() => {
  class Fake extends EventTarget {
    constructor(name) { super(); this.name = name; this.state = "waiting"; }
    to(state) { this.state = state; this.dispatchEvent(new Event("change")); }
    start() { started.push(this.name); this.to("sending"); }
  }
  const started = [];
  const queue = new m.Queue(2);
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => new Fake(name));
  for (const each of [a, b, b, c, d]) queue.add(each);
  %s
  return started;
})()"""

LENGTHS = [0, 1, 7, 8, 9, 64, 1001]
CASES: dict[str, list[Case]] = {
    "upload/crc32c.js": [
        ("[...m.crc32c(new TextEncoder().encode('123456789').buffer)]", [0xE3, 0x06, 0x92, 0x83]),
        (f"{LENGTHS}.map((n) => [...m.crc32c(Uint8Array.from({{ length: n }}, (_, at) => at * 37 % 251).buffer)])", [
            list(google_crc32c.Checksum(bytes(at * 37 % 251 for at in range(n))).digest()) for n in LENGTHS
        ]),
    ],
    "upload/parts.js": [
        ("m.partCount(1, 10)", 1),
        ("m.partCount(20, 10)", 2),
        ("m.partCount(21, 10)", 3),
        ("[1, 2, 3].map((n) => m.partRange(n, 25, 10))", [
            {"start": 0, "end": 10}, {"start": 10, "end": 20}, {"start": 20, "end": 25},
        ]),
        ("m.missingParts(5, [4, 2, 2])", [1, 3, 5]),
        ("m.missingParts(2, [1, 2])", []),
        ("m.hex(Uint8Array.of(0, 10, 255).buffer)", "000aff"),
        # Of a long name the end tells files apart: size and time stand there.
        ("m.fingerprint({name: 'n'.repeat(300), size: 7, lastModified: 9}).slice(-6)", "nn:7:9"),
        ("m.fingerprint({name: 'n'.repeat(300), size: 7, lastModified: 9}).length", 128),
        (
            ("Promise.all(['a', 'b'].map((text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))"
            ".then((all) => m.wholeDigest(all.map((each) => new Uint8Array(each))))"),
            whole_digest(b"ab", 1),
        ),
    ],
    "upload/retry.js": [
        ("[1, 2, 3].map((n) => m.backoff(n, () => 0))", [500, 1000, 2000]),
        ("[1, 5, 6, 60].map((n) => m.backoff(n, () => 1))", [1000, 16_000, 30_000, 30_000]),
        ("[0, 408, 425, 429, 500, 502, 503, 507].filter((status) => !m.worthRetrying({status}, 99))", []),
        ("[400, 401, 403, 404, 409, 410, 413, 415, 422].filter((status) => m.worthRetrying({status}, 1))", []),
        # Refused, but told to come back.
        ("m.worthRetrying({status: 409, code: 'completing', retryAfter: 1}, 1)", True),
        ("[4, 5].map((n) => m.worthRetrying({status: 422, code: 'wrong-part'}, n))", [True, False]),
        ("['wrong-type', 'empty', 'quota-bytes'].map((code) => m.isFinal({code}))", [True, True, False]),
        ("[4, 5].map((n) => m.worthRetrying({status: 403, code: 'store-refused'}, n))", [True, False]),
        ("[0, 1].map((r) => m.waitFor({retryAfter: 10}, 1, () => r))", [10_000, 12_000]),
        ("m.waitFor({}, 3, () => 1)", 4000),
        # Not before its time: only what comes first ends the rest.
        ("Promise.race([m.rest(1e6).then(() => 'rested'), 'at once'])", "at once"),
        ("m.rest(1).then(() => 'rested')", "rested"),
        ("(() => { const it = m.rest(1e6); dispatchEvent(new Event('online')); return it; })().then(() => 'online')", "online"),
        ("m.rest(1e6, AbortSignal.abort()).then(() => 'stopped')", "stopped"),
        (
            ("(() => { const stop = new AbortController(); const it = m.rest(1e6, stop.signal); stop.abort(); return it; })()"
            ".then(() => 'stopped')"),
            "stopped",
        ),
    ],
    "upload/speed.js": [
        (SPEED % "[]", [0, None, 0, None]),
        (SPEED % "[[0, 0]]", [0, None, 0, None]),
        (SPEED % "[[0, 0], [2000, 100]]", [0, None, 50, 2]),
        # Only the last seconds count: a fast beginning is no promise.
        (SPEED % "[[0, 0], [1000, 9000], [10000, 9900], [17000, 9970]]", [0, None, 10, 10]),
        # A part that is sent again makes the total smaller, never the speed negative.
        (SPEED % "[[0, 500], [1000, 100]]", [0, None, 0, None]),
        (SPEED % "[[5, 0], [5, 100]]", [0, None, 0, None]),
        ("(() => { const s = new m.Speedometer(); s.add(1); s.add(9); s.reset(); return s.bytesPerSecond; })()", 0),
    ],
    "upload/stage.js": [
        (
            ("[['processing', 'queued'], ['playable', 'running'], ['ready', 'done'], ['failed', 'failed'], ['draft', '']]"
            ".map(([state, stage]) => m.stateOf({state, stage}))"),
            ["processing", "playable", "ready", "failed", "draft"],
        ),
        # While a new file is worked on, the old one is what is ready; when it fails, that is said.
        ("['queued', 'probing', 'running', 'done', ''].map((stage) => m.stateOf({state: 'ready', stage}))", ["processing", "processing", "processing", "ready", "ready"]),
        ("['failed', 'cancelled'].map((stage) => m.stateOf({state: 'ready', stage}))", ["failed", "failed"]),
    ],
    "upload/queue.js": [
        (QUEUE % "", ["a", "b"]),
        (QUEUE % "a.to('finishing');", ["a", "b"]),
        (QUEUE % "a.to('finishing'); a.to('done');", ["a", "b", "c"]),
        # One that is paused gives its place away, and waits its turn to go on.
        (QUEUE % "a.to('paused'); queue.add(a); b.to('failed'); c.to('done');", ["a", "b", "c", "d", "a"]),
        (QUEUE % "queue.drop(c); a.to('cancelled');", ["a", "b", "d"]),
    ],
}  # fmt: skip

WORDS = "upload/words.js"
TELLS = """import('piyakast/components/upload/words.js').then(({ transferWords }) => transferWords({
  state: 'sending', file: { size: 3 * 1024 ** 3 }, bytesSent: 1.5 * 1024 ** 3, fraction: .5,
  speed: { bytesPerSecond: 5 * 1024 ** 2, secondsLeft: () => 308 }, ...%s }))"""
WORDS_IN: dict[str, dict[str, Any]] = {
    "en": {
        "[0, 1023, 1024, 1.25 * 1024 ** 2, 12.5 * 1024 ** 2, 2 ** 60].map(m.bytes)": [
            "0 B", "1,023 B", "1 KB", "1.3 MB", "13 MB", "1,048,576 TB",
        ],
        "[1, 59, 60, 61, 3599, 3600, 5400, 360000].map(m.duration)": [
            "1 s", "59 s", "1 min", "2 min", "60 min", "1 h", "1.5 h", "100 h",
        ],
        # Never "100%" before the last byte.
        "[0, .004, .5, .999, 1].map(m.percent)": ["0%", "0%", "50%", "99%", "100%"],
        TELLS % "{}": "1.5 GB of 3 GB · 5 MB a second · 6 min left",
        TELLS % "{speed: {secondsLeft: () => undefined}}": "1.5 GB of 3 GB",
        TELLS % "{state: 'paused'}": "Paused at 50%.",
        TELLS % "{trouble: {status: 0}}": "The connection was lost at 50%. Trying again …",
        TELLS % "{trouble: {status: 503, message: 'Later.'}}": "Later.",
        TELLS % "{state: 'failed', error: {message: 'No.'}}": "No.",
    },
    "ko": {
        "[1, 61, 5400].map(m.duration)": ["1초", "2분", "1.5시간"],
        "m.bytes(1.25 * 1024 ** 2)": "1.3 MB",
        "m.percent(.5)": "50%",
        TELLS % "{}": "3 GB 중 1.5 GB · 초당 5 MB · 6분 남음",
    },
}  # fmt: skip

SERVER = """
window.serve = ({ partBytes = 10, arrived = [], refuse = () => undefined, direct = false, state = "open", together = 1, digests = "sha256" }) => {
  const server = { creates: 0, puts: [], inFlight: 0, most: 0, digests: [], headers: [], addresses: 0, refuse };
  // The first answers wait until so many parts are under way, and a moment longer for one too many.
  let gathered;
  const met = new Promise((resolve) => { gathered = () => setTimeout(resolve, together > 1 ? 50 : 0); });
  const answer = (status, body, headers = {}) =>
    new Response(body && JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
  window.fetch = async (url, { method = "GET", body } = {}) => {
    const sent = body && JSON.parse(body);
    const refused = server.refuse({ url, method, server });
    if (refused) return answer(refused.status, refused.body, refused.headers);
    if (url.endsWith("/uploads")) {
      server.creates += 1;
      server.sent = sent;
      server.size = sent.size;
      const part_count = Math.ceil(sent.size / partBytes);
      return answer(201, { id: "u", video: "v", part_bytes: partBytes, part_count, direct, digests });
    }
    if (url.endsWith("/addresses")) {
      server.addresses += 1;
      const number = sent.numbers[0];
      return answer(200, [{ number, url: `/store/parts/${number}`, headers: { "x-sum": sent[digests][number] } }]);
    }
    if (url.endsWith("/complete")) {
      server.digests.push(sent.digest);
      return answer(200, { id: "v" });
    }
    if (method === "DELETE") { server.aborted = true; return answer(204); }
    return answer(200, { id: "u", parts: arrived, state });
  };
  window.XMLHttpRequest = class extends EventTarget {
    upload = new EventTarget();
    headers = {};
    open(_method, url) { this.url = url; this.number = Number(url.split("/").at(-1)); }
    setRequestHeader(name, value) { this.headers[name] = value; }
    getResponseHeader(name) { return this.answer?.headers?.[name] ?? null; }
    abort() { this.over(() => this.dispatchEvent(new Event("abort"))); }
    over(tell) {
      if (this.isOver) return;
      this.isOver = true;
      server.inFlight -= 1;
      tell();
    }
    send(blob) {
      server.inFlight += 1;
      server.most = Math.max(server.most, server.inFlight);
      server.puts.push(this.number);
      server.headers.push(this.headers);
      this.upload.dispatchEvent(new ProgressEvent("progress", { loaded: blob.size / 2 }));
      const times = server.puts.filter((number) => number === this.number).length;
      this.answer = server.refuse({ url: this.url, method: "PUT", number: this.number, times, server });
      if (this.answer?.hangs) return;
      if (server.inFlight >= together) gathered();
      met.then(() => this.over(() => {
        this.status = this.answer?.status ?? 200;
        this.responseText = JSON.stringify(this.answer?.body ?? {});
        this.dispatchEvent(new Event(this.status ? "load" : "error"));
      }));
    }
  };
  return server;
};
window.film = (size = 95) =>
  new File([Uint8Array.from({ length: size }, (_, n) => n % 251)], "film.mp4", { type: "video/mp4", lastModified: 5 });
// Waits are cut short as when the network comes back.
window.hasten = (transfer) => transfer.addEventListener("change", () => {
  if (transfer.trouble) setTimeout(() => dispatchEvent(new Event("online")));
});
window.until = (transfer, reached) => new Promise((resolve) => {
  const look = () => { if (reached(transfer)) resolve(transfer); };
  transfer.addEventListener("change", look);
  look();
});
"""

ALL = list(range(1, 11))
SORTED = "server.puts.toSorted((a, b) => a - b)"
TRANSFERS: dict[str, Case] = {
    "three parts at a time, each once, and the digest of the whole": (
        ("const server = serve({ together: 3 }); const it = new m.Transfer(film()); await it.start();"
        f"return [it.state, server.most, {SORTED}, server.digests, it.bytesSent, it.fraction, it.result, server.creates, server.sent];"),
        ["done", 3, ALL, [whole_digest(FILM, 10)], 95, 1, {"id": "v"}, 1, {
            "name": "film.mp4", "size": 95, "type": "video/mp4", "fingerprint": "film.mp4:95:5",
        }],
    ),
    "each part with its own digest": (
        ("const server = serve({ partBytes: 95 }); await new m.Transfer(film()).start();"
        "return server.headers[0]['X-Part-SHA256'];"),
        sha256(FILM).hexdigest(),
    ),
    "a new source names its video": (
        "const server = serve({}); await new m.Transfer(film(), { replaces: 'abc' }).start(); return server.sent.video;",
        "abc",
    ),
    "what arrived before a reload is not sent again, and counts": (
        ("const server = serve({ arrived: [1, 2, 10] });"
        "const it = new m.Transfer(film(), { upload: { id: 'u', part_count: 10, part_bytes: 10 } });"
        f"await it.start(); return [it.state, server.creates, {SORTED}, server.digests, it.bytesSent];"),
        ["done", 0, [3, 4, 5, 6, 7, 8, 9], [whole_digest(FILM, 10)], 95],
    ),
    "another page that finished it leaves nothing to send": (
        ("const server = serve({ state: 'completed' });"
        "const it = new m.Transfer(film(), { upload: { id: 'u', part_count: 10, part_bytes: 10 } });"
        "await it.start(); return [it.state, server.puts];"),
        ["done", []],
    ),
    "a lost connection is tried again for as long as it takes": (
        ("const server = serve({ refuse: ({ method, number, times }) => method === 'PUT' && number === 4 && times < 9 ? { status: 0 } : undefined });"
        "const it = new m.Transfer(film()); hasten(it); let told; "
        "it.addEventListener('change', () => { told ??= it.trouble && [it.state, it.trouble.code]; });"
        "await it.start(); return [it.state, it.trouble ?? null, told, server.puts.filter((n) => n === 4).length, server.puts.length];"),
        ["done", None, ["sending", "offline"], 9, 18],
    ),
    "a part that is damaged five times ends it with the server's sentence": (
        ("const server = serve({ refuse: ({ method, number }) => method === 'PUT' && number === 2"
        " ? { status: 422, body: { code: 'wrong-part', detail: 'Damaged.' } } : undefined });"
        "const it = new m.Transfer(film()); hasten(it); await it.start();"
        "return [it.state, it.error.message, server.puts.filter((n) => n === 2).length, server.digests];"),
        ["failed", "Damaged.", 5, []],
    ),
    "what is refused is not asked for twice": (
        ("const server = serve({ refuse: ({ url, server }) => url.endsWith('/uploads')"
        " ? (server.creates += 1, { status: 413, body: { code: 'too-large', detail: 'Too large.' } }) : undefined });"
        "const it = new m.Transfer(film()); await it.prepare(); return [it.state, it.error.message, server.creates, server.puts];"),
        ["failed", "Too large.", 1, []],
    ),
    "a full server says when to come back": (
        ("const server = serve({ refuse: ({ url, server }) => url.endsWith('/uploads') && (server.asked = (server.asked ?? 0) + 1) < 3"
        " ? { status: 507, body: { detail: 'Full.' }, headers: { 'Retry-After': '300' } } : undefined });"
        "const it = new m.Transfer(film()); hasten(it); let told;"
        "it.addEventListener('change', () => { told ??= it.trouble && [it.trouble.message, it.trouble.retryAfter]; });"
        "await it.start(); return [it.state, told, server.asked];"),
        ["done", ["Full.", 300], 3],
    ),
    "paused, nothing is sent; going on sends what is missing": (
        ("const server = serve({ refuse: ({ method, number }) => method === 'PUT' && number > 2 ? { hangs: true } : undefined });"
        "const it = new m.Transfer(film()); const run = it.start();"
        "while (server.inFlight < 3 || server.puts.length < 5) await new Promise((go) => setTimeout(go));"
        "it.pause(); await run; const paused = [it.state, server.inFlight, server.puts.length];"
        "const held = serve({ arrived: [1, 2] }); await it.start();"
        "return [paused, it.state, held.puts.toSorted((a, b) => a - b), it.bytesSent];"),
        [["paused", 0, 5], "done", ALL[2:], 95],
    ),
    "bytes of parts that were cut off do not count as sent": (
        ("const server = serve({ refuse: ({ method, number }) => method === 'PUT' && number > 2 ? { hangs: true } : undefined });"
        "const it = new m.Transfer(film()); const run = it.start();"
        "while (server.puts.length < 5 || server.inFlight < 3) await new Promise((go) => setTimeout(go));"
        "const before = it.bytesSent; it.pause(); await run; return [before, it.bytesSent];"),
        [35, 20],
    ),
    "a digest that does not agree sends everything again": (
        ("let wrong = true; const refuse = ({ url }) => url.endsWith('/complete') && wrong"
        " ? { status: 422, body: { code: 'wrong-digest', detail: 'Changed.' } } : undefined;"
        "const server = serve({ arrived: [1, 2, 3], refuse });"
        "const it = new m.Transfer(film(), { upload: { id: 'u', part_count: 10, part_bytes: 10 } });"
        "await it.start(); const first = [it.state, it.error.message, server.puts.length]; wrong = false;"
        "await it.start(); return [first, it.state, server.puts.length];"),
        [["failed", "Changed.", 7], "done", 17],
    ),
    "one that was swept meanwhile begins anew": (
        ("const refuse = ({ url, method, server }) => method === 'GET' && !server.creates"
        " ? { status: 404, body: { code: 'not-found' } } : undefined;"
        "const server = serve({ refuse });"
        "const it = new m.Transfer(film(), { upload: { id: 'old', part_count: 10, part_bytes: 10 } });"
        "await it.start(); const first = it.state; await it.start(); return [first, it.state, server.creates, server.puts.length];"),
        ["failed", "done", 1, 10],
    ),
    "to a store it goes by an address for each part, without our headers": (
        ("const server = serve({ direct: true, partBytes: 95 }); const it = new m.Transfer(film()); await it.start();"
        "return [it.state, server.addresses, server.headers];"),
        ["done", 1, [{"Content-Type": "application/octet-stream", "x-sum": sha256(FILM).hexdigest()}]],
    ),
    "to a store of another digest each part goes by that": (
        ("const server = serve({ direct: true, partBytes: 50, digests: 'crc32c' }); const it = new m.Transfer(film()); await it.start();"
        "return [it.state, server.headers.map((each) => each['x-sum']).sort(), server.digests];"),
        ["done", sorted(each.hex() for each in CHECKSUMS), [sha256(b"".join(CHECKSUMS)).hexdigest()]],
    ),
    "an address that grew old is replaced by a new one": (
        ("const server = serve({ direct: true, partBytes: 95, refuse: ({ url, times }) => url.startsWith('/store') && times < 3"
        " ? { status: 403 } : undefined });"
        "const it = new m.Transfer(film()); hasten(it); await it.start(); return [it.state, server.addresses];"),
        ["done", 3],
    ),
    "stopped while it was being opened, it is closed on the server": (
        ("const server = serve({}); const it = new m.Transfer(film()); const run = it.start();"
        "await it.cancel(); await run; return [it.state, server.aborted, server.puts];"),
        ["cancelled", True, []],
    ),
    "started twice it runs once": (
        ("const server = serve({}); const it = new m.Transfer(film()); await Promise.all([it.prepare(), it.start(), it.start()]);"
        "await until(it, () => it.state === 'done'); return [server.creates, server.puts.length, server.digests.length];"),
        [1, 10, 1],
    ),
}  # fmt: skip
