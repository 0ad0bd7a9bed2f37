// Some files at a time; the others wait for their turn in the order they came.
const ACTIVE = new Set(["sending", "finishing"]);

export class Queue {
  #waiting = [];
  #running = new Set();

  constructor(atOnce = 2) {
    this.atOnce = atOnce;
  }

  add(transfer) {
    if (this.#waiting.includes(transfer) || this.#running.has(transfer)) return;
    this.#waiting.push(transfer);
    this.#next();
  }

  // A waiting one that is no longer wanted.
  drop(transfer) {
    this.#waiting = this.#waiting.filter((each) => each !== transfer);
  }

  #next() {
    while (this.#running.size < this.atOnce && this.#waiting.length) this.#begin(this.#waiting.shift());
  }

  #begin(transfer) {
    this.#running.add(transfer);
    const watch = () => {
      if (ACTIVE.has(transfer.state)) return;
      transfer.removeEventListener("change", watch);
      this.#running.delete(transfer);
      this.#next();
    };
    transfer.start();
    transfer.addEventListener("change", watch);
    watch();
  }
}
