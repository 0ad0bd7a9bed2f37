// The socket of a room: it comes back by itself with what was missed, and hands on nothing twice.
const FIRST_MS = 500;
const LONGEST_MS = 20_000;
const PING_EVERY_MS = 25_000;
const ANSWER_MS = 12_000;
// Coming again would not help: no right to read it, no such room, switched off.
const FINAL = new Map([[4403, "forbidden"], [4404, "gone"], [4410, "closed"]]);
const OVER = new Set(FINAL.values());
// What may be another way by now, when somebody asks for it.
const AGAIN = new Set(["waiting", "closed"]);
// Coming again at once does: the session changed, we were too slow, the server made room for another.
const AT_ONCE = new Set([4401, 4408, 4412]);
const TOO_MANY = 4429;
const TOO_MANY_MS = 60_000;
const LOST = 1006;
const HOLE = 4408;

// These speak of an entry's place without being one.
const ABOUT_PLACES = new Set(["hello", "ok"]);
const isEntry = ({ t, seq }) => Number.isInteger(seq) && !ABOUT_PLACES.has(t);

export class Connection extends EventTarget {
  /** "idle", "connecting", "open", "waiting" (tries again at `retryAt`), or what FINAL says. */
  state = "idle";
  /** The place of the newest entry heard, or null. */
  last = null;
  retryAt = 0;
  #address;
  #make;
  #random;
  #socket = null;
  #attempt = 0;
  #again;
  #pulse;
  #heard = 0;

  /** `address(last)` names where to connect; the rest is for tests. */
  constructor(address, { make = (url) => new WebSocket(url), random = Math.random } = {}) {
    super();
    this.#address = address;
    this.#make = make;
    this.#random = random;
  }

  /** Whether it does not come back by itself. */
  get isOver() {
    return OVER.has(this.state);
  }

  open() {
    if (this.#socket) return;
    clearTimeout(this.#again);
    this.#become("connecting");
    const socket = this.#make(this.#address(this.last));
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => { if (socket === this.#socket) this.#take(JSON.parse(data)); });
    socket.addEventListener("close", ({ code }) => this.#lost(socket, code));
    this.#watch(socket);
  }

  close() {
    clearTimeout(this.#again);
    clearInterval(this.#pulse);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
    this.#become("idle");
  }

  /** Try at once instead of when the wait is over. */
  retry() {
    if (!AGAIN.has(this.state)) return;
    this.#attempt = 0;
    this.open();
  }

  /** The page was away or the network changed: is somebody still there? */
  check() {
    if (this.state === "open") this.#ask(this.#socket);
    else this.retry();
  }

  /** Send a command; whether there was a connection to send it on. */
  send(command) {
    if (this.state !== "open") return false;
    this.#socket.send(JSON.stringify(command));
    return true;
  }

  #take(events) {
    this.#heard = performance.now();
    const greeting = events[0]?.t === "hello" ? events[0] : null;
    const fresh = [];
    for (const event of events) {
      if (event.t === "pong") continue;
      if (isEntry(event)) {
        if (this.last !== null && event.seq <= this.last) continue;
        // Something was lost on the way: ask for it again rather than show a hole. A greeting may begin anywhere.
        if (!greeting && this.last !== null && event.seq > this.last + 1) {
          this.#hand(fresh);
          this.#lost(this.#socket, HOLE);
          return;
        }
        this.last = event.seq;
      }
      fresh.push(event);
    }
    if (greeting) {
      this.last = Math.max(this.last ?? 0, greeting.seq);
      this.#attempt = 0;
      this.#become("open");
    }
    this.#hand(fresh);
  }

  #hand(events) {
    if (events.length) this.dispatchEvent(new CustomEvent("events", { detail: events }));
  }

  #lost(socket, code) {
    if (socket !== this.#socket) return;
    clearInterval(this.#pulse);
    this.#socket = null;
    socket.close();
    if (FINAL.has(code)) {
      this.#become(FINAL.get(code));
      return;
    }
    const wait = this.#pause(code);
    this.#attempt += 1;
    this.retryAt = Date.now() + wait;
    this.#become("waiting");
    this.#again = setTimeout(() => this.open(), wait);
  }

  // Random, so that a thousand clients do not come back in one moment.
  #pause(code) {
    if (code === TOO_MANY) return TOO_MANY_MS * (1 + this.#random() / 2);
    if (AT_ONCE.has(code) && this.#attempt === 0) return FIRST_MS * this.#random();
    return Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#attempt) * (0.5 + this.#random() / 2);
  }

  // A line that is silently dead closes nothing: only an answer shows that it is alive.
  #watch(socket) {
    clearInterval(this.#pulse);
    this.#heard = performance.now();
    this.#pulse = setInterval(() => this.#ask(socket), PING_EVERY_MS);
  }

  #ask(socket) {
    const asked = performance.now();
    if (socket.readyState === 1) socket.send('{"do":"ping"}');
    setTimeout(() => { if (this.#heard < asked) this.#lost(socket, LOST); }, ANSWER_MS);
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}
