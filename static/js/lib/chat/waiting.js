// Entries on their way to the screen: taken once a frame, and never more than the screen keeps.
export class Waiting {
  #entries = [];
  /** How many were passed over because newer ones push them out anyway. */
  skipped = 0;

  constructor(most) {
    this.most = most;
  }

  get size() {
    return this.#entries.length;
  }

  add(entry) {
    this.#entries.push(entry);
    // Cut in bulk: shifting one by one would copy the whole array for each message of a flood.
    if (this.#entries.length >= 2 * this.most) this.#trim();
  }

  /** One that came out of turn: before those with a higher place. */
  insert(entry) {
    const at = this.#entries.findIndex(({ seq }) => seq > entry.seq);
    if (at < 0) this.add(entry);
    else this.#entries.splice(at, 0, entry);
  }

  /** The oldest `count`, in order; all by default. */
  take(count = this.most) {
    this.#trim();
    return this.#entries.splice(0, count);
  }

  /** Drop those for which `matches` is true. */
  remove(matches) {
    this.#entries = this.#entries.filter((entry) => !matches(entry));
  }

  /** What answers one of `ids` quotes it no longer; with `names`, nor who said it. */
  removeQuotes(ids, { names = false } = {}) {
    this.#entries = this.#entries.map((entry) => {
      if (!ids.has(entry.reply?.id)) return entry;
      return { ...entry, reply: { ...entry.reply, text: "", name: names ? "" : entry.reply.name } };
    });
  }

  clear() {
    this.#entries = [];
    this.skipped = 0;
  }

  #trim() {
    const over = this.#entries.length - this.most;
    if (over <= 0) return;
    this.#entries.splice(0, over);
    this.skipped += over;
  }
}
