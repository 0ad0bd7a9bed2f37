// What was really watched: stretches of media time that played, not what was skipped over.

/** Collects played stretches; `take()` hands over what is new since the last call. */
export class WatchedRanges {
  #from = null;
  #last = null;
  #closed = [];

  /** The playhead is at `time` seconds and playing at `rate`. Call about four times a second. */
  tick(time, rate = 1) {
    // A jump of more than a second and a half of wall time is a seek, not watching.
    const jumped = this.#last !== null && (time < this.#last || time - this.#last > 1.5 * Math.max(1, rate));
    if (jumped) this.cut();
    if (this.#from === null) this.#from = time;
    this.#last = time;
  }

  /** Playing stopped, or a seek began. */
  cut() {
    if (this.#from !== null && this.#last > this.#from) this.#closed.push([this.#from, this.#last]);
    this.#from = null;
    this.#last = null;
  }

  /** The new stretches as [from, to] in seconds, with milliseconds; the running one goes on. */
  take() {
    const running = this.#last;
    this.cut();
    if (running !== null) {
      this.#from = running;
      this.#last = running;
    }
    const taken = this.#closed.map((range) => range.map((time) => Math.round(time * 1000) / 1000));
    this.#closed = [];
    return taken;
  }

  /** Put back stretches that could not be sent. */
  giveBack(ranges) {
    this.#closed = [...ranges, ...this.#closed];
  }
}
