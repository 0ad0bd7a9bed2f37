// What the line to the room is doing, in words; quiet while all is well.
import { gettext, interpolate } from "piyakast/lib/i18n.js";

const GRACE_MS = 1500;

export class Status {
  #timer;
  #grace;

  constructor(box, connection) {
    this.box = box;
    this.text = box.querySelector("[data-status-text]");
    this.button = box.querySelector("button");
    this.connection = connection;
    this.button.addEventListener("click", () => connection.retry());
    connection.addEventListener("state", () => this.#show());
  }

  destroy() {
    clearInterval(this.#timer);
    clearTimeout(this.#grace);
  }

  #show() {
    const { state } = this.connection;
    clearInterval(this.#timer);
    clearTimeout(this.#grace);
    this.box.dataset.state = state;
    if (state === "open" || state === "idle") this.#say("");
    // A reconnect that succeeds at once is nobody's trouble.
    else if (state === "connecting") this.#grace = setTimeout(() => this.#say(gettext("Connecting to the chat …")), GRACE_MS);
    else if (state === "waiting") {
      this.#count();
      this.#timer = setInterval(() => this.#count(), 1000);
    } else this.#say(ENDS[state] ?? "");
    this.button.hidden = !["waiting", "closed"].includes(state);
  }

  #count() {
    const seconds = Math.ceil((this.connection.retryAt - Date.now()) / 1000);
    if (!navigator.onLine) this.#say(gettext("You are offline. The chat comes back with your connection."));
    else if (seconds > 1) this.#say(interpolate(gettext("Connection lost. Trying again in %(n)s s."), { n: seconds }));
    else this.#say(gettext("Connection lost. Trying again …"));
  }

  #say(text) {
    this.box.hidden = !text;
    if (this.text.textContent !== text) this.text.textContent = text;
  }
}

/** Why a line does not come back by itself. */
export const ENDS = {
  forbidden: gettext("You may not read this chat."),
  gone: gettext("This chat is closed."),
  closed: gettext("This chat is closed."),
};
