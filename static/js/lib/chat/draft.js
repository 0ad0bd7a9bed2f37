// The text that somebody is typing in a room, kept for the tab.
export class Draft {
  #key;

  constructor(room, storage = globalThis.sessionStorage) {
    this.#key = `chat.draft.${room}`;
    this.storage = storage;
  }

  get text() {
    try {
      return this.storage.getItem(this.#key) ?? "";
    } catch {
      return "";
    }
  }

  set text(text) {
    try {
      if (text) this.storage.setItem(this.#key, text);
      else this.storage.removeItem(this.#key);
    } catch {
      // No storage: the field itself still holds it.
    }
  }
}
