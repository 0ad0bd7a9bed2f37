// Sends one file by the upload contract: parallel parts, pause and resume, retries; says what happens by events
// ("change", "done", "failed"). Knows no DOM.
import { send, csrfToken, ProblemError } from "piyakast/lib/http.js";
import { fingerprint, hex, missingParts, partRange, wholeDigest } from "piyakast/lib/upload/parts.js";
import { Speedometer, backoff } from "piyakast/lib/upload/speed.js";

const API = "/api/v1/uploads";
const AT_ONCE = 3;
const FINAL = new Set([401, 403, 404, 409, 413, 415]);

export class Transfer extends EventTarget {
  // `upload` is an open upload of the server when one is resumed.
  constructor(file, { upload, replaces } = {}) {
    super();
    this.file = file;
    this.upload = upload;
    this.replaces = replaces;
    this.state = "waiting";
    this.sent = new Map();
    this.digests = new Map();
    this.speed = new Speedometer();
    this.running = new Set();
  }

  get bytesSent() {
    let total = 0;
    for (const bytes of this.sent.values()) total += bytes;
    return Math.min(total, this.file.size);
  }

  get fraction() {
    return this.file.size ? this.bytesSent / this.file.size : 0;
  }

  async start() {
    if (this.state === "sending") return;
    this.#change("sending");
    try {
      this.upload ??= await this.#create();
      this.#change("sending");
      const current = await send(`${API}/${this.upload.id}`);
      this.sent.clear();
      for (const number of current.parts) this.sent.set(number, this.#length(number));
      this.queue = missingParts(this.upload.part_count, current.parts);
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.#work()));
      if (this.state !== "sending") return;
      await this.#complete();
    } catch (error) {
      this.#fail(error);
    }
  }

  pause() {
    if (this.state !== "sending") return;
    this.#change("paused");
    for (const request of this.running) request.abort();
    this.speed.reset();
  }

  async cancel() {
    this.pause();
    this.#change("cancelled");
    if (this.upload) await send(`${API}/${this.upload.id}`, { method: "DELETE" });
  }

  async #create() {
    const { name, size, type } = this.file;
    const json = { name, size, type, fingerprint: fingerprint(this.file), video: this.replaces };
    return send(API, { method: "POST", json });
  }

  async #work() {
    while (this.state === "sending" && this.queue.length) {
      await this.#sendWithRetries(this.queue.shift());
    }
  }

  async #sendWithRetries(number) {
    for (let attempt = 1; this.state === "sending"; attempt += 1) {
      try {
        await this.#sendPart(number);
        return;
      } catch (error) {
        this.sent.delete(number);
        if (this.state !== "sending") return;
        if (error instanceof ProblemError && FINAL.has(error.status)) throw error;
        this.#change("sending", { waiting: true });
        await new Promise((resume) => setTimeout(resume, (error.retryAfter ?? 0) * 1000 || backoff(attempt)));
      }
    }
  }

  async #sendPart(number) {
    const { start, end } = partRange(number, this.file.size, this.upload.part_bytes);
    const blob = this.file.slice(start, end);
    const headers = {};
    let url = `${API}/${this.upload.id}/parts/${number}`;
    if (this.upload.direct) {
      const [address] = await send(`${API}/${this.upload.id}/addresses`, { method: "POST", json: { numbers: [number] } });
      url = address.url;
      Object.assign(headers, address.headers);
    } else {
      headers["X-CSRFToken"] = csrfToken();
      if (crypto.subtle) {
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
        this.digests.set(number, digest);
        headers["X-Part-SHA256"] = hex(digest);
      }
    }
    await this.#put(url, blob, headers, number);
  }

  // fetch() tells nothing while it sends; XMLHttpRequest does.
  #put(url, blob, headers, number) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const settle = (finish, value) => { this.running.delete(request); finish(value); };
      request.open("PUT", url);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", ({ loaded }) => this.#progress(number, Math.min(loaded, blob.size)));
      request.addEventListener("load", () => {
        if (request.status < 300) {
          this.#progress(number, blob.size);
          settle(resolve);
        } else {
          settle(reject, asProblem(request));
        }
      });
      for (const name of ["error", "abort", "timeout"]) {
        request.addEventListener(name, () => settle(reject, new Error(name)));
      }
      this.running.add(request);
      request.send(blob);
    });
  }

  async #complete() {
    this.#change("finishing");
    const numbers = missingParts(this.upload.part_count, []);
    const known = numbers.every((number) => this.digests.has(number));
    const json = known && crypto.subtle ? { digest: await wholeDigest(numbers.map((n) => this.digests.get(n))) } : {};
    const result = await send(`${API}/${this.upload.id}/complete`, { method: "POST", json });
    this.#change("done");
    this.dispatchEvent(new CustomEvent("done", { detail: result }));
  }

  #length(number) {
    const { start, end } = partRange(number, this.file.size, this.upload.part_bytes);
    return end - start;
  }

  #progress(number, bytes) {
    this.sent.set(number, bytes);
    this.speed.add(this.bytesSent);
    this.#change(this.state);
  }

  #fail(error) {
    if (this.state === "cancelled") return;
    for (const request of this.running) request.abort();
    this.error = error;
    this.#change("failed");
    this.dispatchEvent(new CustomEvent("failed", { detail: error }));
  }

  #change(state, { waiting = false } = {}) {
    this.state = state;
    this.waiting = waiting;
    this.dispatchEvent(new Event("change"));
  }
}

function asProblem(request) {
  let problem = {};
  try {
    problem = JSON.parse(request.responseText);
  } catch {
    // An object store or a proxy answers in its own way; the status says enough.
  }
  return new ProblemError(problem, request.status, Number(request.getResponseHeader("Retry-After")) || undefined);
}
