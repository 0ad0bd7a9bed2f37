// One recording on its way to the site: a socket, a MediaRecorder, and starting both again when the connection drops.
//
// Events: "ready" (the site takes it), "lost" (connecting again), "over" (detail: a sentence, empty when stopped here,
// and whether somebody else has taken over).

const PIECE_MS = 250;
const MOST_QUEUED = 8 * 1024 ** 2;
// A server that starts again, or a router: longer than either takes.
const PATIENCE_MS = 600_000;
const LONGEST_MS = 8_000;
// A line that is gone closes no socket: a question that nobody answers tells.
const ASK_MS = 5_000;
const QUIET_MS = 15_000;
// Codes with which the site says no for good.
const FINAL = [4400, 4401, 4404, 4410];

export class CameraLink extends EventTarget {
  #path;
  #stream;
  #kind;
  // The site's name for what this link sends: with it, it takes nothing back from whoever replaced it.
  #camera;
  #socket = null;
  #recorder = null;
  #attempt = 0;
  #sentAt = Date.now();
  #askedAt = 0;
  #isAnswered = false;
  #readyAt = 0;
  #asking = 0;
  #over = false;

  constructor(path, stream, kind) {
    super();
    this.#path = path;
    this.#stream = stream;
    this.#kind = kind;
    this.#connect();
  }

  stop() {
    this.#end("");
  }

  #connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.#path}`);
    this.#socket = socket;
    this.#askedAt = Date.now();
    this.#isAnswered = false;
    this.#asking = setInterval(() => this.#ask(socket), ASK_MS);
    socket.addEventListener("open", () => socket.send(JSON.stringify({ type: "begin", mime: this.#kind, camera: this.#camera })));
    socket.addEventListener("message", ({ data }) => {
      if (socket !== this.#socket) return;
      this.#isAnswered = true;
      const event = JSON.parse(data);
      if (event.type === "camera.ready") {
        this.#camera = event.camera;
        this.#record(socket);
      }
      if (event.type === "camera.ended") this.#end(event.detail, event.replaced);
    });
    socket.addEventListener("close", ({ code }) => this.#closed(socket, code));
  }

  #ask(socket) {
    if (!this.#isAnswered) {
      if (Date.now() - this.#askedAt > QUIET_MS) this.#drop(socket);
    } else if (socket.readyState === WebSocket.OPEN) {
      this.#askedAt = Date.now();
      this.#isAnswered = false;
      socket.send(JSON.stringify({ type: "ping" }));
    }
  }

  // Its own farewell would wait behind all that could not be sent.
  #drop(socket) {
    socket.close(4000);
    this.#closed(socket, 4000);
  }

  // A recording must be sent from its first byte, so each connection has one of its own.
  #record(socket) {
    this.#readyAt = Date.now();
    const recorder = new MediaRecorder(this.#stream, {
      mimeType: this.#kind,
      videoBitsPerSecond: 2_500_000,
      audioBitsPerSecond: 128_000,
      videoKeyFrameIntervalDuration: 2000,
    });
    this.#recorder = recorder;
    recorder.addEventListener("dataavailable", ({ data }) => {
      if (!data.size || socket.readyState !== WebSocket.OPEN) return;
      // Too slow a line: begin again where we are now, not where we were.
      if (socket.bufferedAmount > MOST_QUEUED) {
        this.#drop(socket);
        return;
      }
      socket.send(data);
      this.#sentAt = Date.now();
    });
    recorder.start(PIECE_MS);
    this.dispatchEvent(new CustomEvent("ready"));
  }

  #closed(socket, code) {
    if (socket !== this.#socket) return;
    // What is lost again as soon as it was taken is tried less often.
    if (this.#recorder && Date.now() - this.#readyAt > LONGEST_MS) this.#attempt = 0;
    this.#quiet();
    if (this.#over) return;
    if (FINAL.includes(code) || Date.now() - this.#sentAt > PATIENCE_MS) {
      this.#end(null);
      return;
    }
    this.dispatchEvent(new CustomEvent("lost"));
    const wait = Math.min(LONGEST_MS, 500 * 2 ** this.#attempt) * (0.5 + Math.random() / 2);
    this.#attempt += 1;
    setTimeout(() => { if (!this.#over) this.#connect(); }, wait);
  }

  #quiet() {
    clearInterval(this.#asking);
    if (this.#recorder?.state !== "inactive") this.#recorder?.stop();
    this.#recorder = null;
    this.#socket = null;
  }

  #end(sentence, isReplaced = false) {
    if (this.#over) return;
    this.#over = true;
    const socket = this.#socket;
    const recorder = this.#recorder;
    if (recorder && recorder.state !== "inactive") {
      // The last piece comes after stop().
      recorder.addEventListener("stop", () => leave(socket), { once: true });
      recorder.stop();
    } else {
      leave(socket);
    }
    this.dispatchEvent(new CustomEvent("over", { detail: { sentence, isReplaced } }));
  }
}

function leave(socket) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "stop" }));
}
