// Plays a live session by the browser's own HLS, as on iPhones.

import { gettext } from "piyakast/lib/i18n.js";
import { Base, pause } from "piyakast/components/live/base-engine.js";
import { offersOf, soundOf } from "piyakast/lib/live/master.js";

export class NativeLiveEngine extends Base {
  isNative = true;
  #timer = 0;
  #tries = 0;
  #troubled = false;
  #sound = false; // alone: this player chooses among pictures by itself, and never leaves them

  constructor(video, config) {
    super(video, config);
    video.addEventListener("error", this.#failed);
    video.addEventListener("playing", this.#healthy);
    addEventListener("online", this.#online);
  }

  load(playback) {
    clearTimeout(this.#timer);
    this.address(playback);
    this.#sound = false; // the new session may have none; `#look` knows
    this.qualities = [];
    this.video.src = this.#source;
    this.emit("ready");
    this.#look();
  }

  get #source() {
    return this.#sound ? soundOf(this.masterUrl) : this.masterUrl;
  }

  /** "Sound only" is worth a choice beside what the player does by itself. */
  get hasChoice() {
    return this.qualities.length > 0;
  }

  setQuality(label) {
    const found = this.qualities.find((quality) => quality.label === label);
    this.pinned = found ? label : null;
    if (this.#sound !== Boolean(found)) {
      this.#sound = !this.#sound;
      this.hasVideo = !this.#sound;
      this.#begin();
      this.emit("ready");
    }
    this.emit("level");
  }

  // The player tells nothing of what it was given, so the master playlist is read once more.
  async #look() {
    const { masterUrl } = this;
    let offers;
    try {
      const response = await fetch(masterUrl);
      if (!response.ok) return;
      offers = offersOf(await response.text());
    } catch {
      return; // the player itself finds out what is wrong
    }
    if (masterUrl !== this.masterUrl) return;
    this.hasVideo = offers.picture;
    if (offers.picture && offers.sound) this.qualities = [{ label: gettext("Sound only"), sound: true }];
    if (this.pinned) this.setQuality(this.pinned);
    this.emit("ready");
  }

  // Where the broadcast is now: that is where a player begins.
  #begin() {
    const { video } = this;
    const plays = !video.paused;
    video.src = this.#source;
    if (plays) this.#play();
  }

  #play() {
    this.video.play().catch(() => {}); // the browser may want a touch first
  }

  /** Try again now. */
  async retry() {
    clearTimeout(this.#timer);
    const before = this.session;
    const answer = await this.renew();
    if (answer === "over") return; // the page hears of its state by its socket
    if (answer === "same" || answer === "renewed") {
      if (this.session === before) this.video.src = this.#source;
      this.#play();
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
