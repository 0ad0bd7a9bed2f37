// What was typed and is not confirmed yet. Kept for the tab, so that neither a reload nor a lost line loses it.
// The client id makes sending it again the same message, never a second one.
const MOST = 20;
const FRESH_MS = 120_000;

export class Outbox {
  #key;
  #items;

  constructor(room, storage = globalThis.sessionStorage) {
    this.#key = `chat.outbox.${room}`;
    this.storage = storage;
    // What the server has said yes to is safe with it.
    this.#items = read(storage, this.#key).filter(({ state }) => state !== "sent");
  }

  get items() {
    return [...this.#items];
  }

  get(cid) {
    return this.#items.find((item) => item.cid === cid);
  }

  add(text, reply = null, now = Date.now()) {
    const item = { cid: newId(), text, reply, at: now, state: "sending", why: "" };
    this.#items = [...this.#items, item].slice(-MOST);
    this.#keep();
    return item;
  }

  /** The server has it; the item, if it was ours. */
  confirm(cid) {
    const item = this.get(cid);
    if (item) this.drop(cid);
    return item;
  }

  fail(cid, why) {
    return this.#change(cid, { state: "failed", why });
  }

  /** Nothing goes out any more: what was not answered failed. */
  failAll(why) {
    for (const { cid, state } of this.items) {
      if (state === "sent") this.drop(cid);
      else this.fail(cid, why);
    }
  }

  again(cid, now = Date.now()) {
    return this.#change(cid, { state: "sending", why: "", at: now });
  }

  drop(cid) {
    this.#items = this.#items.filter((item) => item.cid !== cid);
    this.#keep();
  }

  /** What to send after a reconnect. What was said too long ago would come as a surprise: it fails, to be sent by hand. */
  due(tooOld, now = Date.now()) {
    for (const item of this.#items) {
      if (item.state === "sending" && now - item.at > FRESH_MS) this.fail(item.cid, tooOld);
    }
    return this.#items.filter((item) => item.state === "sending");
  }

  #change(cid, changes) {
    const item = this.get(cid);
    if (item) {
      Object.assign(item, changes);
      this.#keep();
    }
    return item;
  }

  #keep() {
    try {
      this.storage.setItem(this.#key, JSON.stringify(this.#items));
    } catch {
      // No storage: they last as long as the page.
    }
  }
}

function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

// randomUUID exists on secure pages alone; a site at home may be plain HTTP.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
