// Who spoke lately: candidates for a mention, the last speaker first.
const MOST = 200;

export class People {
  #known = new Map();

  saw({ handle, name, id, avatar = "", colour = 0 }) {
    if (!handle) return;
    this.#known.delete(handle);
    this.#known.set(handle, { handle, name, id, avatar, colour });
    if (this.#known.size > MOST) this.#known.delete(this.#known.keys().next().value);
  }

  forget(id) {
    for (const [handle, person] of this.#known) if (person.id === id) this.#known.delete(handle);
  }

  get recent() {
    return [...this.#known.values()].reverse();
  }
}
