// <piyak-player>: a poster with a play button; everything heavy is fetched when somebody wants to watch.

import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { actionFor, belongsToControl, isTyping } from "piyakast/lib/player/keys.js";
import { keptPosition, resumePoint } from "piyakast/lib/player/resume.js";
import { PremiereClock } from "piyakast/lib/player/premiere.js";
import { formatTime, parseTime } from "piyakast/lib/player/time.js";

class PiyakPlayer extends HTMLElement {
  #starting = null;
  #abort = null;

  connectedCallback() {
    this.config = JSON.parse(this.querySelector("script[type='application/json']").textContent);
    this.clock = this.config.premiere ? new PremiereClock(this.config.premiere) : null;
    this.config.saveData = navigator.connection?.saveData ?? false;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    if (this.clock && this.config.embed) {
      import("piyakast/components/player/premiere-time.js").then(({ keepTime }) => keepTime(this.config.id, this.clock, signal));
    }
    const button = this.querySelector("[data-player-start]");
    button.addEventListener("click", () => this.start(), { signal });
    for (const type of ["pointerenter", "focus"]) button.addEventListener(type, () => this.#warm(), { once: true, signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#offerResume();
    // Pressed before this code had come: a pointer leaves focus, and unlike a key no ring.
    const pressed = button.matches(":focus:not(:focus-visible)");
    if (pressed || this.#wantsToPlay()) this.start();
  }

  disconnectedCallback() {
    this.#abort.abort();
    this.player?.heartbeat?.destroy();
    this.player?.premiere?.destroy();
    this.player?.premiereCaptions?.destroy();
    this.player?.engine.destroy();
  }

  /** Where the address asks to begin, else where the viewer stopped, else 0. */
  get startAt() {
    if (this.clock?.isOn) return this.clock.place;
    const asked = new URLSearchParams(location.search);
    const wanted = parseTime(asked.get("t") ?? asked.get("start"));
    if (wanted !== null) return Math.min(wanted, Math.max(0, this.config.duration - 0.5));
    return this.resumeAt ?? 0;
  }

  get resumeAt() {
    const { config } = this;
    if (config.embed || this.clock?.isOn) return null;
    return resumePoint(config.signedIn ? config.resume : keptPosition(config.id), config.duration);
  }

  /** Load the player and play from `at` seconds; later calls seek. */
  async start(at = null) {
    if (this.player) {
      if (at !== null) this.player.actions.seek(at);
      this.player.video.play().catch(() => {});
      return;
    }
    this.#starting ??= this.#load(at === null ? this.startAt : this.clock?.clamp(at) ?? at);
    await this.#starting;
  }

  async #load(start) {
    this.dataset.state = "loading";
    const video = this.querySelector("video");
    // Inside the click: this lets Safari play later, when the code has arrived.
    if (!video.src) video.load();
    let player;
    try {
      const { startPlayer } = await import("piyakast/components/player/start.js");
      player = await startPlayer(this, this.config);
    } catch {
      this.#starting = null;
      this.dataset.state = "broken";
      this.#say(gettext("The player could not be loaded. Check your connection and press play again."));
      return;
    }
    this.#say("");
    this.player = player;
    this.dataset.state = "started";
    const button = this.querySelector("[data-player-start]");
    const byKey = button.matches(":focus-visible");
    button.hidden = true;
    const poster = this.querySelector(".player-poster");
    player.video.addEventListener("playing", () => { this.dataset.state = "playing"; if (this.config.hasVideo) poster?.remove(); }, { once: true });
    this.#resumed(start, player);
    await player.play(start);
    // Whoever types elsewhere meanwhile, such as beside a premiere that begins, goes on typing there.
    if (document.activeElement === document.body || this.contains(document.activeElement)) {
      player.controller.focus({ preventScroll: true, focusVisible: byKey });
    }
    this.dispatchEvent(new CustomEvent("playerready", { bubbles: true }));
  }

  #say(text) {
    const box = this.querySelector("[data-player-message]");
    box.textContent = text;
    box.hidden = !text;
  }

  #resumed(start, player) {
    if (start === 0 || start !== this.resumeAt) return;
    const box = this.querySelector("[data-player-resumed]");
    if (!box) return;
    box.hidden = false;
    box.querySelector("[data-player-over]").addEventListener("click", () => {
      player.actions.seek(0);
      box.hidden = true;
      player.controller.focus();
    });
    setTimeout(() => { box.hidden = true; }, 12_000);
  }

  #offerResume() {
    if (this.clock?.isOn) return;
    const label = this.querySelector("[data-player-from]");
    const at = this.startAt;
    if (!label || !at) return;
    label.textContent = at === this.resumeAt
      ? interpolate(gettext("Continue at %(time)s"), { time: formatTime(at) })
      : interpolate(gettext("Starts at %(time)s"), { time: formatTime(at) });
    label.hidden = false;
  }

  #key(event) {
    if (this.player || this.#starting || !this.config.shortcuts || event.defaultPrevented) return;
    if (isTyping(event) || belongsToControl(event) || actionFor(event)?.[0] !== "toggle") return;
    event.preventDefault();
    this.start();
  }

  #warm() {
    if (this.config.saveData) return;
    import("piyakast/components/player/start.js").catch(() => {});
    import("hls.js").catch(() => {});
  }

  #wantsToPlay() {
    if (this.config.autoplay) return true;
    try {
      const wanted = sessionStorage.getItem("piyakast.player.playOnArrival");
      sessionStorage.removeItem("piyakast.player.playOnArrival");
      return wanted === this.config.id;
    } catch {
      return false;
    }
  }
}

customElements.define("piyak-player", PiyakPlayer);
