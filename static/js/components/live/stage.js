// <piyak-live>: what stands where the picture is, for every state of a stream, changed without a reload.
//
// The page hears of it by "livestate" and "liveviewers" events that bubble from here.

import { gettext } from "piyakast/lib/i18n.js";
import { StreamSocket } from "piyakast/lib/live/socket.js";
import { bindUntil } from "piyakast/components/live/until.js";

// The last pictures of a broadcast are still to be seen when its end is known.
const TAIL_MS = 6000;

class PiyakLive extends HTMLElement {
  #player = null;
  #building = null;
  #tail = 0;
  #until = null;
  #mutedByUs = false;

  connectedCallback() {
    this.config = JSON.parse(this.querySelector("script[type='application/json']").textContent);
    this.state = this.config.state;
    this.video = this.querySelector("video");
    const query = { lang: document.documentElement.lang };
    if (this.config.visit) query.visit = this.config.visit;
    if (this.config.control) query.control = "1";
    this.socket = new StreamSocket(this.config.socket, query);
    this.socket.addEventListener("state", ({ detail }) => this.#change(detail));
    this.socket.addEventListener("viewers", ({ detail }) => this.#tell("liveviewers", detail));
    this.socket.addEventListener("signal", ({ detail }) => this.#tell("livesignal", detail));
    this.socket.addEventListener("lost", () => this.toggleAttribute("data-lost", true));
    this.socket.addEventListener("gone", ({ detail }) => this.#gone(detail.code));
    for (const type of ["playing", "pause"]) this.video.addEventListener(type, () => this.#count());
    this.video.addEventListener("ended", () => this.#finish());
    this.video.addEventListener("waiting", () => this.#tail && this.#finish()); // nothing of the last pictures is left
    this.querySelector("[data-live-start]").addEventListener("click", () => this.#begin({ loud: true }));
    this.querySelector("[data-live-unmute]").addEventListener("click", () => this.unmute());
    this.video.addEventListener("volumechange", () => {
      if (this.video.muted) return;
      this.#mutedByUs = false;
      this.#offerSound(false);
    });
    this.#show();
    if (this.state.session) this.#arrive();
  }

  disconnectedCallback() {
    this.socket.close();
    this.#until?.();
    this.#player?.destroy();
  }

  get player() {
    return this.#player;
  }

  unmute() {
    this.video.muted = false;
    this.video.volume ||= 1;
    this.#offerSound(false);
    this.#player?.controller.focus({ preventScroll: true });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  }

  #change(state) {
    this.toggleAttribute("data-lost", false);
    const before = this.state;
    // What this person was told in the page and the group is not: their own recording, their own address.
    this.state = { ...state, recording_url: state.recording_url ?? (state.state === before.state ? before.recording_url : null) };
    this.config.state = this.state;
    this.#tell("livestate", this.state);
    this.#forgetTail();
    if (state.state === "ended" && before.state !== "ended" && this.#isPlaying()) {
      this.#tail = setTimeout(() => this.#finish(), TAIL_MS);
    } else {
      this.#show();
    }
    if (state.session && state.session !== this.#player?.engine.session) this.#arrive();
  }

  #isPlaying() {
    return Boolean(this.#player) && !this.video.paused && !this.video.ended;
  }

  #finish() {
    this.#forgetTail();
    this.#show();
  }

  #forgetTail() {
    clearTimeout(this.#tail);
    this.#tail = 0;
  }

  // Somebody is on air: play, unless the viewer would pay for it.
  async #arrive() {
    if (navigator.connection?.saveData && !this.#player) {
      this.#offerStart(true);
      return;
    }
    const wasLoud = this.#player !== null && !this.video.muted;
    await this.#begin({ loud: wasLoud });
  }

  async #begin({ loud }) {
    this.#offerStart(false);
    const { state } = this;
    if (!state.session) return;
    try {
      this.#building ??= this.#build();
      await this.#building;
    } catch {
      this.#building = null;
      this.#say(gettext("The player could not be loaded. Check your connection and press play again."));
      this.#offerStart(true);
      return;
    }
    this.#say("");
    if (this.state.session !== state.session) return; // another came meanwhile and began
    let playback = state;
    if (!state.master_url) {
      const answer = await this.#player.engine.renew();
      if (answer !== "renewed" && answer !== "same") return;
      playback = { session: this.#player.engine.session, master_url: this.#player.engine.masterUrl };
    }
    const outcome = await this.#player.play(playback, { loud });
    this.#mutedByUs = outcome === "muted";
    this.#offerSound(this.#mutedByUs);
    this.#offerStart(outcome === "blocked");
    this.#count();
  }

  async #build() {
    const { LivePlayer } = await import("piyakast/components/live/player.js");
    this.#player = await new LivePlayer(this, this.config).build();
    this.video.addEventListener("playing", () => this.#show());
  }

  // One who waits for the beginning watches; one who paused the broadcast, or whose page says that it is over, does not.
  #count() {
    const waits = !this.state.session;
    const over = this.dataset.state === "ended";
    this.socket.watch(!this.config.control && !over && (waits || this.#isPlaying()));
  }

  #show() {
    const { state } = this.state;
    this.dataset.state = state;
    const shown = state === "live" && !this.hasAttribute("data-away") ? "" : state;
    for (const panel of this.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== shown;
    this.toggleAttribute("data-started", this.#isPlaying());
    for (const link of this.querySelectorAll("[data-recording]")) {
      link.hidden = !this.state.recording_url;
      if (this.state.recording_url) link.href = this.state.recording_url;
    }
    if (state !== "live") this.#offerSound(false);
    else this.#offerSound(this.#isPlaying() && this.video.muted && this.#mutedByUs);
    this.#until?.();
    this.#until = bindUntil(this, this.state.starts_at);
    this.#count();
  }

  #offerStart(on) {
    this.querySelector("[data-live-start]").hidden = !on;
  }

  #offerSound(on) {
    this.querySelector("[data-live-unmute]").hidden = !on || this.config.control;
  }

  #say(text) {
    const box = this.querySelector("[data-live-message]");
    box.textContent = text;
    box.hidden = !text;
  }

  // Removed, made private, or behind a new password: the page asked anew says which.
  #gone() {
    this.#player?.destroy();
    this.#player = null;
    location.reload();
  }
}

customElements.define("piyak-live", PiyakLive);
