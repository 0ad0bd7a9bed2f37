// Chat beside a recording: what had been said by a given second, from pieces fetched as they are needed.
const WINDOW_S = 60;
const AHEAD_S = 20;
const MOST_WINDOWS = 30;

export class Timeline {
  #windows = new Map();
  #fetch;

  /** `fetchWindow(from, to)` promises the entries with `offset_s` in [from, to). */
  constructor(fetchWindow, { window = WINDOW_S } = {}) {
    this.#fetch = fetchWindow;
    this.window = window;
  }

  /** Make sure that what belongs to `time` is on its way; the promise is fulfilled when it is here. */
  async ready(time) {
    const wanted = this.#around(time);
    const here = wanted.at(-1);
    if (time + AHEAD_S >= (here + 1) * this.window) this.#load(here + 1).catch(() => {});
    await Promise.all(wanted.map((index) => this.#load(index)));
    this.#forgetFarFrom(here);
  }

  /** Entries with from < offset_s <= to that are here, in order; the newest `most`. */
  between(from, to, most = 200) {
    const found = [];
    const first = Math.max(0, Math.floor(from / this.window));
    for (let index = first; index <= Math.floor(to / this.window); index += 1) {
      for (const entry of this.#windows.get(index)?.entries ?? []) {
        if (entry.offset_s > from && entry.offset_s <= to) found.push(entry);
      }
    }
    return found.slice(-most);
  }

  isReady(time) {
    return this.#around(time).every((index) => this.#windows.get(index)?.entries);
  }

  // What was said just before fills the list after a seek.
  #around(time) {
    const here = Math.max(0, Math.floor(time / this.window));
    return here > 0 ? [here - 1, here] : [here];
  }

  #load(index) {
    const known = this.#windows.get(index);
    if (known) return known.arrival;
    const slot = { entries: null };
    slot.arrival = this.#fetch(index * this.window, (index + 1) * this.window).then(
      (entries) => { slot.entries = entries; },
      (error) => {
        this.#windows.delete(index); // asked again next time
        throw error;
      },
    );
    this.#windows.set(index, slot);
    return slot.arrival;
  }

  #forgetFarFrom(here) {
    const far = [...this.#windows.keys()].sort((one, other) => Math.abs(other - here) - Math.abs(one - here));
    for (const index of far.slice(0, Math.max(0, far.length - MOST_WINDOWS))) this.#windows.delete(index);
  }
}
