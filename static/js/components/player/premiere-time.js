// An embedded premiere has no page around it that asks how it stands: it hears from the server by itself when its device
// has slept, since a page's clock stands still meanwhile.
import { send } from "piyakast/lib/http.js";
import { SleepWatch, timesOf } from "piyakast/lib/player/premiere.js";

const LOOK_MS = 1000;
const AGAIN_MS = 3000;

/** Keep `clock` right for the premiere `id` until `signal` says stop, or it is over; `told` hears each answer, or null where
    there is none to be had any more. Returns how to ask now. */
export function keepTime(id, clock, signal, told = () => {}) {
  const sleep = new SleepWatch();
  let asked = 0;
  let heard = 0;
  const looking = setInterval(() => { if (sleep.woke()) ask(); }, LOOK_MS);
  const stop = () => clearInterval(looking);
  signal.addEventListener("abort", stop);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); }, { signal });
  ask();
  return ask;

  async function ask() {
    const turn = ++asked;
    const since = clock.read();
    let answer;
    try {
      answer = await send(`/api/v1/videos/${id}/premiere`);
    } catch (error) {
      if (error.status === 404) return void told(null);
      // Just woken, a device may have no line yet.
      if (turn === asked && !signal.aborted) setTimeout(() => { if (turn === asked && !signal.aborted) ask(); }, AGAIN_MS);
      return;
    }
    // One that was overtaken on its way says what was.
    if (turn < heard) return;
    heard = turn;
    clock.set(timesOf(answer), clock.read() - since);
    if (answer.state === "over") stop();
    told(answer);
  }
}
