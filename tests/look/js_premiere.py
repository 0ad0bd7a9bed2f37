"""What the clock of a premiere answers on devices whose own clock is wrong, and what a page that waits makes of the server's answers."""

from typing import Any

Case = tuple[str, Any]

# A premiere from 100 s to 160 s of the server's time, on a page that has been open for 7 s when it learns that it is 40 s.
CLOCK = """(() => {
  let passed = 7000;
  const times = {startsAt: 100_000, endsAt: 160_000};
  const clock = new m.PremiereClock({...times, now: 40_000}, () => passed);
  const wait = (s) => { passed += s * 1000; };
  const hear = (now_s, tookMs) => clock.set({...times, now: now_s * 1000}, tookMs);
  %s
})()"""
# The same by the page's own clock, while the device's is set an hour back, then an hour ahead.
WRONG = """(() => {
  const real = Date.now, told = [];
  try {
    for (const hours of [-1, 1]) {
      Date.now = () => real() + hours * 3_600_000;
      const clock = new m.PremiereClock({startsAt: 100_000, endsAt: 160_000, now: 40_000});
      told.push(Math.round(clock.left), clock.isOn);
      Date.now = () => real() - hours * 3_600_000;
      told.push(Math.round(clock.left), clock.isOn);
      clock.set({startsAt: 100_000, endsAt: 160_000, now: 110_000}, 10);
      told.push(Math.round(clock.elapsed), clock.isOn);
    }
    return told;
  } finally { Date.now = real; }
})()"""
SLEEP = """(() => {
  let wall = 5e12, passed = 9;
  const sleep = new m.SleepWatch(() => wall, () => passed), told = [];
  for (const [w, p] of %s) { wall += w; passed += p; told.push(sleep.woke()); }
  return told;
})()"""

CASES: dict[str, list[Case]] = {
    "player/premiere.js": [
        (CLOCK % "return [clock.left, clock.elapsed, clock.isOn]", [60, 0, False]),
        (CLOCK % "wait(60); return [clock.left, clock.isOn, clock.place]", [0, True, 0]),
        (CLOCK % "wait(90); return [clock.elapsed, clock.place, clock.isOn]", [30, 24, True]),
        (CLOCK % "wait(120); return [clock.isOn, clock.clamp(59)]", [False, 59]),
        # Nobody gets ahead, and whoever is behind may stay there.
        (CLOCK % "wait(90); return [clock.clamp(59), clock.clamp(24), clock.clamp(3)]", [24, 24, 3]),
        (CLOCK % "wait(90); return [clock.isLost(11), clock.isLost(13), clock.isWith(15), clock.isWith(17)]", [True, False, False, True]),
        # What the device takes for the time changes nothing, from the first or while the page is open.
        (WRONG, [60, False, 60, False, 10, True] * 2),
        # A page's clock stood still for an hour while the device slept: the first answer puts it right.
        (CLOCK % "wait(10); hear(3650, 80); return clock.now / 1000", 3650),
        # An answer that was on its way for nine seconds says nothing new, and puts nothing back.
        (CLOCK % "hear(40, 0); wait(9); hear(41, 9000); return clock.now / 1000", 49),
        (CLOCK % "hear(40, 0); wait(9); hear(48, 9000); return clock.now / 1000", 49),
        # It is never believed to be later than the server can have said.
        (CLOCK % "wait(9); hear(41, 3000); return clock.now / 1000", 44),
        (CLOCK % "wait(9); hear(41, -5); return clock.now / 1000", 41),
        # Moved meanwhile.
        (CLOCK % "clock.set({startsAt: 45_000, endsAt: 99_000, now: 40_000}); wait(6); return [clock.elapsed, clock.isOn]", [1, True]),
        (SLEEP % "[[250, 250], [60_000, 60_000], [1900, 0]]", [False, False, False]),
        # Slept; set ahead; set back. Each is told once.
        (SLEEP % "[[3_600_000, 250], [250, 250], [3_600_000, 0], [0, 250], [-3_600_000, 250], [250, 250]]",
         [True, False, True, False, True, False]),
    ],
}  # fmt: skip

# `waits(answers, body)`: a page with a premiere in a minute. Each question takes the next of `answers`, as seconds until
# it should have begun, and if given what must happen first, by how many seconds it was moved, and its state (a number is
# a status of HTTP). `asked` says how often the page asked, `went` where it has gone: over to the player, or loaded anew.
WAITING = """
window.waits = async (answers, body) => {
  const { bindPremiere } = await import('piyakast/components/watch/premiere.js');
  const start = 1_800_000_000_000, realFetch = fetch, realNow = Date.now;
  const root = document.createElement('div');
  root.innerHTML = `<div class="watch-stage"><div data-premiere-stage><p data-premiere-until></p><p data-premiere-late></p>
    <p data-premiere-now></p><time data-premiere-when></time></div></div><div data-premiere-facts><span data-premiere-badge></span><span data-premiere-viewers></span>
    <span data-premiere-over hidden></span><script type="application/json">${JSON.stringify(
      {id: 'x', state: 'announced', startsAt: start, endsAt: start + 60_000, now: start - 60_000})}</script></div>`;
  let asked = 0, over = false;
  const went = [];
  window.fetch = async (url) => {
    if (!String(url).endsWith('/premiere')) {
      went.push('over');
      return new Response('<div class="watch-stage"><piyak-player></piyak-player></div>', {headers: {'Content-Type': 'text/html'}});
    }
    const [left, first, moved = 0, state = 'announced'] = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    const n = asked;
    await first;
    if (state > 0 && !over) return new Response('{}', {status: state, headers: {'Content-Type': 'application/problem+json'}});
    const time = (ms) => new Date(ms).toISOString(), starts = start + moved * 1000;
    return new Response(JSON.stringify({state: over ? 'over' : state, starts_at: time(starts), ends_at: time(starts + 60_000),
      now: time(start - left * 1000), viewers: n}), {headers: {'Content-Type': 'application/json'}});
  };
  document.body.append(root);
  const q = (name) => root.querySelector(`[data-premiere-${name}]`);
  const until = async (look) => { while (!look()) await new Promise((next) => { setTimeout(next, 20); }); };
  try {
    bindPremiere(root, {reload: () => went.push('anew')});
    return await body({asked: () => asked, until, went, when: () => (Date.parse(q('when').dateTime) - start) / 1000, shown: () => q('until').textContent, viewers: () => q('viewers').textContent,
      set: (ms) => { Date.now = () => realNow() + ms; }, seen: () => document.dispatchEvent(new Event('visibilitychange'))});
  } finally {
    // It is over: then the page asks no more.
    q('stage')?.remove();
    over = true;
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => !q('over').hidden);
    window.fetch = realFetch; Date.now = realNow; root.remove();
  }
};
window.later = () => { let go; const promise = new Promise((resolve) => { go = resolve; }); return {promise, go}; };
"""
PAGES: dict[str, Case] = {
    "the device's clock was set an hour ahead, or it slept: the page asks at once and shows the server's": (
        """return waits([[60], [30]], async (page) => {
             await page.until(() => page.asked() === 1 && page.viewers() === '1 waiting');
             page.set(3_600_000);
             await page.until(() => page.viewers() === '2 waiting');
             return page.shown().startsWith('0:') && Number(page.shown().slice(2)) <= 30;
           });""",
        True,
    ),
    "an answer that a later one overtook is dropped": (
        """const slow = later();
           return waits([[60, slow.promise], [20]], async (page) => {
             await page.until(() => page.asked() === 1);
             page.seen();
             await page.until(() => page.viewers() === '2 waiting');
             slow.go();
             await new Promise((next) => { setTimeout(next, 100); });
             return [page.viewers(), Number(page.shown().slice(2)) <= 20];
           });""",
        ["2 waiting", True],
    ),
    "moved to a later time, each of two pages counts down to the new one, and asks at the old one for nothing": (
        """const one = () => waits([[60], [2, null, 3600]], async (page) => {
             await page.until(() => page.asked() === 1);
             page.seen();
             await page.until(() => page.when() === 3600);
             const shown = page.shown();
             await new Promise((next) => { setTimeout(next, 2500); });
             return [shown.length > 0, page.asked(), page.went];
           });
           return [await one(), await one()];""",
        [[True, 2, []], [True, 2, []]],
    ),
    "brought forward, it goes over by itself when the new time has come, once": (
        """return waits([[60], [60, null, -59], [58, null, -59, 'on']], async (page) => {
             await page.until(() => page.asked() === 1);
             page.seen();
             await page.until(() => page.went.length && !document.querySelector('[data-premiere-stage]'));
             page.seen();
             await page.until(() => page.asked() === 4);
             return page.went;
           });""",
        ["over"],
    ),
    "cancelled, the page is loaded anew and asks no more": (
        """return waits([[60], [50, null, 0, 404]], async (page) => {
             await page.until(() => page.asked() === 1);
             page.seen();
             await page.until(() => page.went.length);
             await new Promise((next) => { setTimeout(next, 300); });
             return [page.asked(), page.went];
           });""",
        [2, ["anew"]],
    ),
    "an embed whose computer slept for an hour is where the server is, also when the first question fails": (
        """const { keepTime } = await import('piyakast/components/player/premiere-time.js');
           const times = {startsAt: 100_000, endsAt: 9_000_000}, clock = new m.PremiereClock({...times, now: 150_000});
           const realFetch = fetch, realNow = Date.now, stop = new AbortController(), asked = [];
           const time = (ms) => new Date(ms).toISOString();
           window.fetch = async (url) => {
             asked.push(String(url));
             if (asked.length === 2) throw new TypeError('no line yet');
             const now = asked.length === 1 ? 150_000 : 3_750_000;
             return new Response(JSON.stringify({state: 'on', starts_at: time(100_000), ends_at: time(9_000_000), now: time(now)}),
               {headers: {'Content-Type': 'application/json'}});
           };
           const until = async (look) => { while (!look()) await new Promise((next) => { setTimeout(next, 20); }); };
           try {
             keepTime('x', clock, stop.signal);
             await until(() => asked.length === 1);
             Date.now = () => realNow() + 3_600_000;
             await until(() => clock.elapsed > 3600);
             return [asked, Math.floor(clock.elapsed / 60)];
           } finally { stop.abort(); window.fetch = realFetch; Date.now = realNow; }""",
        [["/api/v1/videos/x/premiere"] * 3, 60],
    ),
    "a frame that waits is loaded anew once: when it begins, was moved, or is cancelled": (
        """const { awaitPremiere } = await import('piyakast/components/player/premiere-embed.js');
           const realFetch = fetch, start = 1_800_000_000_000, time = (ms) => new Date(ms).toISOString();
           const frame = async (left_s, ...states) => {
             let asked = 0, anew = 0;
             window.fetch = async () => {
               const [state, moved = 0] = states[Math.min(asked++, states.length - 1)];
               if (state > 0) return new Response('{}', {status: state, headers: {'Content-Type': 'application/problem+json'}});
               return new Response(JSON.stringify({state, starts_at: time(start + moved), ends_at: null, now: time(start - left_s * 1000)}),
                 {headers: {'Content-Type': 'application/json'}});
             };
             const stop = awaitPremiere({id: 'x', startsAt: start, endsAt: start + 60_000, now: start - left_s * 1000}, {reload: () => { anew += 1; }});
             while (!anew) await new Promise((next) => { setTimeout(next, 20); });
             document.dispatchEvent(new Event('visibilitychange'));
             await new Promise((next) => { setTimeout(next, 50); });
             stop();
             return [asked, anew];
           };
           try {
             return [await frame(0.5, ['announced'], ['on']), await frame(600, ['announced', 60_000]), await frame(600, [404])];
           } finally { window.fetch = realFetch; }""",
        [[2, 1], [1, 1], [1, 1]],
    ),
}
# Captions with the seconds at which they come and go, and a player that joins when 9.5 s are on.
CUES = {"one": (1, 3), "two": (7, 9), "three": (11, 13), "four": (17, 19)}
CAPTIONS = """async () => {
  const { PremiereCaptions } = await import('piyakast/components/player/premiere-captions.js');
  const { PremiereClock } = await import('piyakast/lib/player/premiere.js');
  let passed = 0;
  const clock = new PremiereClock({startsAt: 0, endsAt: 20_000, now: 9500}, () => passed);
  const video = document.createElement('video'), track = document.createElement('track');
  Object.assign(track, {kind: 'subtitles', srclang: 'en', src: '/captions-of-a-premiere/en.vtt'});
  document.body.append(video);
  const captions = new PremiereCaptions(video, clock);
  const until = async (look) => { while (!look()) await new Promise((next) => { setTimeout(next, 20); }); };
  const seen = () => [...(track.track.cues ?? [])].map(({text}) => text);
  try {
    video.append(track);
    track.track.mode = 'showing';
    const told = [];
    await until(() => seen().length === 3);
    captions.look();
    told.push(seen());
    passed = 7000;
    captions.look();
    await until(() => seen().length === 4);
    told.push(seen(), video.textTracks.length);
    passed = 99_000;
    captions.look();
    return told;
  } finally { captions.destroy(); video.remove(); }
}"""
