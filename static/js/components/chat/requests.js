// Commands that are answered: each has an id, and its answer fulfils or refuses a promise.
import { gettext } from "piyakast/lib/i18n.js";
import { newId } from "piyakast/lib/chat/outbox.js";

const PATIENCE_MS = 20_000;
const ANSWERS = new Set(["ok", "no", "told", "card"]);

export class Refused extends Error {
  constructor({ code = "error", detail, retry_s: retry = null }) {
    super(detail || gettext("That did not work. Try again."));
    this.name = "Refused";
    this.code = code;
    this.retry = retry;
  }
}

export class Requests {
  #open = new Map();

  constructor(connection) {
    this.connection = connection;
    connection.addEventListener("state", ({ detail }) => { if (detail !== "open") this.#giveUp(); });
  }

  /** Send `command` and wait for what the server says to it. */
  ask(command) {
    const cid = newId();
    return new Promise((resolve, reject) => {
      if (!this.connection.send({ ...command, cid })) {
        reject(new Refused({ code: "offline", detail: gettext("There is no connection to the chat. Try again when it is back.") }));
        return;
      }
      const timer = setTimeout(() => this.#settle(cid, { t: "no", code: "timeout", detail: gettext("The chat did not answer. Try again.") }), PATIENCE_MS);
      this.#open.set(cid, { resolve, reject, timer });
    });
  }

  /** Whether `event` answers one of ours. */
  answer(event) {
    return ANSWERS.has(event.t) && this.#settle(event.cid, event);
  }

  #settle(cid, event) {
    const open = this.#open.get(cid);
    if (!open) return false;
    clearTimeout(open.timer);
    this.#open.delete(cid);
    if (event.t === "no") open.reject(new Refused(event));
    else open.resolve(event);
    return true;
  }

  #giveUp() {
    for (const cid of [...this.#open.keys()]) {
      this.#settle(cid, { t: "no", code: "offline", detail: gettext("The connection was lost before the chat answered. Look whether it was done.") });
    }
  }
}
