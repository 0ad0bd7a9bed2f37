// The emotes that can be written in a room: as the page came with them, and as they are when somebody asks anew.
export class Emotes {
  #asking = null;
  #asked = -Infinity;

  /** `all` are `{code, url, site}`; `ask` fetches them. */
  constructor(all, ask) {
    this.all = all;
    this.ask = ask;
  }

  /** Ask, unless they are younger than `stale` ms; whether something has changed. What is known stays when nobody answers. */
  refresh(stale = 0) {
    if (performance.now() - this.#asked < stale) return Promise.resolve(false);
    this.#asking ??= this.#read().finally(() => { this.#asking = null; });
    return this.#asking;
  }

  async #read() {
    this.#asked = performance.now();
    const found = await this.ask().catch(() => this.all);
    const changed = JSON.stringify(found) !== JSON.stringify(this.all);
    this.all = found;
    return changed;
  }
}
