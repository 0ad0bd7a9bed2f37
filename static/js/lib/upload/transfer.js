// Sends one file by the upload contract: parallel parts, pause and resume, retries. Knows no DOM: it says what
// happens by "change" events. States: waiting → sending ⇄ paused → finishing → done; failed, cancelled.
import { csrfToken } from "piyakast/lib/http.js";
import { abortUpload, completeUpload, createUpload, partAddress, partUrl, showUpload } from "piyakast/lib/upload/api.js";
import { crc32c } from "piyakast/lib/upload/crc32c.js";
import { hex, missingParts, partNumbers, partRange, wholeDigest } from "piyakast/lib/upload/parts.js";
import { put } from "piyakast/lib/upload/put.js";
import { rest, waitFor, worthRetrying } from "piyakast/lib/upload/retry.js";
import { Speedometer } from "piyakast/lib/upload/speed.js";

const AT_ONCE = 3;

export class Transfer extends EventTarget {
  #sent = new Map();
  #digests = new Map();
  #queue = [];
  #distrusted = false; // what arrived is not what is here: send it all again
  #run = new AbortController();
  #creating;

  // `upload` is an open upload of the server when one is resumed; `replaces` the id of a video that gets a new source.
  constructor(file, { upload, replaces } = {}) {
    super();
    this.file = file;
    this.upload = upload;
    this.replaces = replaces;
    this.state = "waiting";
    this.trouble = undefined; // the error that is being retried
    this.speed = new Speedometer();
  }

  get bytesSent() {
    let total = 0;
    for (const bytes of this.#sent.values()) total += bytes;
    return Math.min(total, this.file.size);
  }

  get fraction() {
    return this.file.size ? this.bytesSent / this.file.size : 0;
  }

  // Opens the upload before its turn has come: what is refused is refused at once, and the form can be filled.
  async prepare() {
    try {
      await this.#create();
    } catch (error) {
      if (this.state === "waiting") this.#fail(error);
    }
  }

  async start() {
    if (this.state === "sending" || this.state === "finishing") return;
    const run = new AbortController();
    this.#run = run;
    this.error = undefined;
    this.#change("sending");
    try {
      await this.#create();
      if (!run.signal.aborted) await this.#send(run.signal);
      if (!run.signal.aborted) await this.#finish(run.signal);
    } catch (error) {
      if (!run.signal.aborted) this.#fail(error);
    }
  }

  pause() {
    if (this.state !== "sending") return;
    this.#stop("paused");
  }

  async cancel() {
    this.#stop("cancelled");
    await this.#creating?.catch(() => undefined);
    if (this.upload) await abortUpload(this.upload.id);
  }

  async #create() {
    if (this.upload) return;
    this.#creating ??= this.#persist(() => createUpload(this.file, this.replaces));
    try {
      this.upload = await this.#creating;
    } finally {
      this.#creating = undefined;
    }
    this.#change(this.state);
  }

  async #send(signal) {
    const current = await this.#persist(() => showUpload(this.upload.id));
    // Another page may have finished the same upload.
    if (signal.aborted || ["completing", "completed"].includes(current.state)) return;
    const arrived = this.#distrusted ? [] : current.parts;
    this.#distrusted = false;
    this.#sent.clear();
    for (const number of arrived) this.#sent.set(number, this.#part(number).size);
    this.#queue = missingParts(this.upload.part_count, arrived);
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#work(signal)));
  }

  async #work(signal) {
    while (!signal.aborted && this.#queue.length) {
      const number = this.#queue.shift();
      await this.#persist(() => this.#sendPart(number, signal), signal, () => this.#sent.delete(number));
    }
  }

  // Does it until it is done: what may pass is waited for, what will not is thrown.
  async #persist(work, signal = this.#run.signal, undo = () => {}) {
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        const result = await work();
        this.#recovered();
        return result;
      } catch (error) {
        undo();
        if (signal.aborted) break;
        if (!worthRetrying(error, attempt)) throw error;
        this.trouble = error;
        this.speed.reset();
        this.#change(this.state);
        await rest(waitFor(error, attempt), signal);
      }
    }
    return undefined;
  }

  async #sendPart(number, signal) {
    const blob = this.#part(number);
    const digest = await this.#digest(number, blob);
    if (signal.aborted) return;
    const options = { signal, direct: this.upload.direct, onProgress: (bytes) => this.#progress(number, bytes) };
    if (this.upload.direct) {
      const address = await partAddress(this.upload, number, digest && hex(digest));
      await put(address.url, blob, { ...options, headers: address.headers });
    } else {
      const headers = { "X-CSRFToken": csrfToken() };
      if (digest) headers["X-Part-SHA256"] = hex(digest);
      await put(partUrl(this.upload.id, number), blob, { ...options, headers });
    }
    this.#progress(number, blob.size);
  }

  // WebCrypto works in a thread of its own, and is there on https and localhost alone.
  async #digest(number, blob) {
    if (!globalThis.crypto?.subtle) return undefined;
    if (!this.#digests.has(number)) {
      const bytes = await blob.arrayBuffer();
      const digest = this.upload.digests === "crc32c" ? crc32c(bytes) : await crypto.subtle.digest("SHA-256", bytes);
      this.#digests.set(number, new Uint8Array(digest));
    }
    return this.#digests.get(number);
  }

  async #finish(signal) {
    this.#change("finishing");
    const digest = await this.#wholeDigest();
    const result = await this.#persist(() => completeUpload(this.upload.id, digest), signal);
    if (signal.aborted) return;
    this.result = result;
    this.#change("done");
  }

  // Parts that arrived before a reload are read again: the file may have changed since.
  async #wholeDigest() {
    const numbers = partNumbers(this.upload.part_count);
    for (const number of numbers) {
      if (!(await this.#digest(number, this.#part(number)))) return undefined;
    }
    return wholeDigest(numbers.map((number) => this.#digests.get(number)));
  }

  #part(number) {
    const { start, end } = partRange(number, this.file.size, this.upload.part_bytes);
    return this.file.slice(start, end);
  }

  #progress(number, bytes) {
    this.#sent.set(number, bytes);
    this.speed.add(this.bytesSent);
    this.#recovered();
  }

  #recovered() {
    this.trouble = undefined;
    this.#change(this.state);
  }

  #stop(state) {
    this.#run?.abort();
    this.trouble = undefined;
    this.speed.reset();
    this.#change(state);
  }

  #fail(error) {
    this.error = error;
    if (error.code === "wrong-digest") this.#distrusted = true;
    // Stopped or swept meanwhile: the next try begins anew.
    if (error.code === "not-open" || error.code === "not-found") this.upload = undefined;
    if (!this.upload || this.#distrusted) {
      this.#digests.clear();
      this.#sent.clear();
    }
    this.#stop("failed");
  }

  #change(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}
