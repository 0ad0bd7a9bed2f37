// The frame of a premiere that is announced becomes the player by itself when it begins, and says so when it was moved or cancelled.
import { PremiereClock } from "piyakast/lib/player/premiere.js";
import { keepTime } from "piyakast/components/player/premiere-time.js";

const LOOK_MS = 1000;
const EVERY_MS = 60_000;
const DUE_MS = 3000;
// All frames of a premiere must not ask in one moment.
const CROWD_MS = 1500;

/** `config` has the premiere's id and its times. Returns how to stop; `reload` is for tests. */
export function awaitPremiere(config, { reload = () => location.reload() } = {}) {
  const clock = new PremiereClock(config);
  const stop = new AbortController();
  const mine = Math.random() * CROWD_MS;
  let came = false;
  let next = clock.read() + EVERY_MS + mine;
  const ask = keepTime(config.id, clock, stop.signal, (answer) => {
    const waits = answer && ["announced", "late"].includes(answer.state) && Date.parse(answer.starts_at) === config.startsAt;
    if (waits) return;
    end();
    reload();
  });
  const looking = setInterval(() => {
    const due = clock.left <= 0;
    if (due && !came) next = Math.min(next, clock.read() + mine);
    came = due;
    if (clock.read() < next) return;
    next = clock.read() + (due ? DUE_MS : EVERY_MS);
    ask();
  }, LOOK_MS);
  const end = () => { clearInterval(looking); stop.abort(); };
  return end;
}
