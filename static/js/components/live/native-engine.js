// Plays a live session by the browser's own HLS, as on iPhones.

import { Base, pause } from "piyakast/components/live/base-engine.js";

export class NativeLiveEngine extends Base {
  isNative = true;
  #timer = 0;
  #tries = 0;
  #troubled = false;

  constructor(video, config) {
    super(video, config);
    video.addEventListener("error", this.#failed);
    video.addEventListener("playing", this.#healthy);
    addEventListener("online", this.#online);
  }

  load(playback) {
    clearTimeout(this.#timer);
    this.address(playback);
    this.video.src = this.masterUrl;
    this.emit("ready");
  }

  /** Try again now. */
  async retry() {
    clearTimeout(this.#timer);
    const before = this.session;
    const answer = await this.renew();
    if (answer === "over") return; // the page hears of its state by its socket
    if (answer === "same" || answer === "renewed") {
      if (this.session === before) this.video.src = this.masterUrl;
      this.video.play().catch(() => {}); // the browser may want a touch first
      return;
    }
    this.#trouble(answer);
  }

  #failed = () => {
    if (this.video.getAttribute("src")) this.#trouble(navigator.onLine ? "network" : "offline");
  };

  #trouble(kind) {
    this.#troubled = true;
    this.emit("trouble", { kind });
    if (kind !== "network" && kind !== "offline") return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.retry(), pause(this.#tries));
    this.#tries += 1;
  }

  #healthy = () => {
    this.#tries = 0;
    if (!this.#troubled) return;
    this.#troubled = false;
    this.emit("recovered");
  };

  #online = () => {
    if (this.#troubled) this.retry();
  };

  destroy() {
    super.destroy();
    clearTimeout(this.#timer);
    this.video.removeEventListener("error", this.#failed);
    this.video.removeEventListener("playing", this.#healthy);
    removeEventListener("online", this.#online);
    this.video.removeAttribute("src");
    this.video.load();
  }
}
