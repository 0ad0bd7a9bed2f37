// The socket of a stream's page. After each (re)connect the site tells the state anew, so nothing is missed.
//
// Events: "state", "viewers", "signal" (detail: what came), "lost" (no connection now), "gone" (not to be watched any more).

const LONGEST_MS = 15_000;
const PING_MS = 25_000;
const NOT_THERE = 4404;
const COME_AGAIN = 4412;
const TOO_MANY = 4429;
const LONGEST_ATTEMPT = 5;

export class StreamSocket extends EventTarget {
  #url;
  #socket = null;
  #attempt = 0;
  #timer = 0;
  #ping = 0;
  #watching = false;
  #over = false;

  constructor(path, query) {
    super();
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.#url = `${scheme}//${location.host}${path}?${new URLSearchParams(query)}`;
    this.#connect();
    addEventListener("online", this.#now);
  }

  /** Whether somebody watches on this page: it counts one viewer. */
  watch(on) {
    if (on === this.#watching) return;
    this.#watching = on;
    this.#send({ type: "watch", on });
  }

  close() {
    this.#over = true;
    clearTimeout(this.#timer);
    clearInterval(this.#ping);
    removeEventListener("online", this.#now);
    this.#socket?.close();
  }

  #now = () => {
    if (this.#socket || this.#over) return;
    clearTimeout(this.#timer);
    this.#connect();
  };

  #connect() {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#attempt = 0;
      if (this.#watching) this.#send({ type: "watch", on: true });
      this.#ping = setInterval(() => this.#send({ type: "ping" }), PING_MS);
    });
    socket.addEventListener("message", ({ data }) => this.#hear(JSON.parse(data)));
    socket.addEventListener("close", ({ code }) => this.#closed(code));
  }

  #hear(event) {
    const [family, kind] = event.type.split(".");
    if (family === "live") this.dispatchEvent(new CustomEvent(kind, { detail: event }));
  }

  #send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #closed(code) {
    this.#socket = null;
    clearInterval(this.#ping);
    if (this.#over) return;
    if (code === NOT_THERE || code === COME_AGAIN) {
      this.#over = true;
      this.dispatchEvent(new CustomEvent("gone", { detail: { code } }));
      return;
    }
    // It was open for a moment, which is no success.
    if (code === TOO_MANY) this.#attempt = LONGEST_ATTEMPT;
    this.dispatchEvent(new CustomEvent("lost"));
    const wait = Math.min(LONGEST_MS, 500 * 2 ** this.#attempt) * (0.5 + Math.random() / 2);
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.#connect(), wait);
  }
}
