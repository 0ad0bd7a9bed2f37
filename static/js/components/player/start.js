// The player once somebody wants to watch: loads the engine and the controls, and ties the parts together.

import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { formatTime } from "piyakast/lib/player/time.js";
import { Actions } from "piyakast/components/player/actions.js";
import { Captions } from "piyakast/components/player/captions.js";
import { bindChapters, bindStoryboard } from "piyakast/components/player/chapters.js";
import { prepareChrome } from "piyakast/components/player/chrome.js";
import { buildControls } from "piyakast/components/player/controls.js";
import { EndScreen, goToNext } from "piyakast/components/player/end.js";
import { createEngine } from "piyakast/components/player/engine.js";
import { Feedback } from "piyakast/components/player/feedback.js";
import { Heartbeat } from "piyakast/components/player/heartbeat.js";
import { bindHotkeys } from "piyakast/components/player/hotkeys.js";
import { bindMediaSession } from "piyakast/components/player/media-session.js";
import { Notices } from "piyakast/components/player/notices.js";
import { Premiere } from "piyakast/components/player/premiere.js";
import { PremiereCaptions } from "piyakast/components/player/premiere-captions.js";
import { make } from "piyakast/components/player/dom.js";
import { buildSettings } from "piyakast/components/player/settings.js";
import { Shortcuts } from "piyakast/components/shortcuts.js";
import { Theater } from "piyakast/components/player/theater.js";
import { bindTouch } from "piyakast/components/player/touch.js";

class Player {
  pendingSeek = null;

  constructor(root, config) {
    this.root = root;
    this.config = config;
    this.video = root.querySelector("video");
  }

  async build() {
    const { root, config, video } = this;
    prepareChrome();
    this.engine = await createEngine(video, config);
    const parts = buildControls(video, config);
    this.controller = parts.controller;
    this.actions = new Actions(this);
    this.feedback = new Feedback(parts.overlay);
    this.captions = new Captions(video, root, this.engine.isNative ? { captions: [] } : config);
    this.notices = new Notices(this, parts.overlay);
    this.end = new EndScreen(this, parts.overlay);
    this.shortcuts = new Shortcuts(root, config);
    bindStoryboard(this);
    bindChapters(this, parts.chapterName);
    if (parts.pill) {
      this.premiere = new Premiere(this, root.clock, parts.pill);
      this.premiereCaptions = new PremiereCaptions(video, root.clock);
    }
    this.#holdSeeks();
    // The video goes in last: media-chrome reads its tracks at that moment.
    parts.controller.prepend(video);
    root.querySelector(".player-stage").prepend(parts.controller);
    if (parts.theater) this.theater = new Theater(document.querySelector("[data-watch-page]") ?? root, parts.theater);
    this.menu = buildSettings(this, parts);
    this.#bindCaptionsButton(parts.captions);
    parts.next?.addEventListener("click", () => this.goToNext());
    if (!config.preview) this.heartbeat = new Heartbeat(this);
    this.engine.access.onrenew = (playback) => this.captions.readdress(playback.captions ?? []);
    this.#followProgress();
    this.#spareLoading(parts);
    bindHotkeys(this);
    bindTouch(this);
    bindMediaSession(this);
    return this;
  }

  /** Ask media-chrome's store, so that its controls and remembered choices agree. */
  request(type, detail) {
    this.controller.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  /** Begin at `start` seconds. */
  async play(start) {
    const { engine, video, config } = this;
    video.loop = Boolean(config.loop);
    if (config.startMuted) video.muted = true;
    engine.load(start);
    if (start > 0 && !config.complete && !config.premiere) this.#whenReady(start);
    try {
      await video.play();
    } catch (error) {
      if (error.name !== "NotAllowedError") return;
      // What everybody watches now does not wait for anybody: it plays without sound until somebody wants it.
      if (this.premiere?.isOn && await this.#playMuted()) return;
      // Autoplay with sound was refused: the play button stays, nothing starts behind the viewer's back.
      this.root.dataset.blocked = "";
    }
  }

  async #playMuted() {
    const { video, root } = this;
    video.muted = true;
    try {
      await video.play();
    } catch {
      video.muted = false;
      return false;
    }
    const button = make("button", { type: "button", class: "live-unmute", onclick: () => { video.muted = false; } }, gettext("Turn the sound on"));
    root.querySelector(".player-stage").append(button);
    video.addEventListener("volumechange", () => { if (!video.muted) button.remove(); });
    return true;
  }

  goToNext() {
    goToNext(this.config);
  }

  /** Go to `time`, or wait there until it has been made. */
  seek(wanted) {
    const time = this.premiere?.allowed(wanted) ?? wanted;
    if (this.engine.isReady(time) || this.premiere?.isOn) {
      this.#leaveWaiting();
      this.video.currentTime = time;
      return;
    }
    this.#waitAt(time);
  }

  // The time bar seeks through media-chrome's own event: it must wait for what is not made yet, too.
  #holdSeeks() {
    this.controller.addEventListener("mediaseekrequest", (event) => {
      if (this.engine.isReady(event.detail) || this.premiere?.isOn) {
        this.#leaveWaiting();
        return;
      }
      event.stopImmediatePropagation();
      this.#waitAt(event.detail);
    }, { capture: true });
  }

  // A start beyond what is ready: hls.js begins at its edge, and we hold there.
  #whenReady(start) {
    this.engine.addEventListener("progress", () => {
      if (this.engine.isReady(start)) this.video.currentTime = start;
      else this.#waitAt(start);
    }, { once: true });
  }

  #waitAt(time) {
    if (this.pendingSeek === null) this.resumeAfterWait = !this.video.paused;
    this.pendingSeek = time;
    this.video.pause();
    this.notices.waitFor(interpolate(gettext("%(time)s is still being prepared. It will play from there by itself as soon as it is ready."), { time: formatTime(time) }));
  }

  #leaveWaiting() {
    if (this.pendingSeek === null) return;
    this.pendingSeek = null;
    this.notices.waitFor(null);
    if (this.resumeAfterWait) this.video.play().catch(() => {});
  }

  #followProgress() {
    const { engine, video, notices } = this;
    const ready = make("div", { class: "player-unready", "aria-hidden": "true", hidden: true });
    const range = this.controller.querySelector("media-time-range");
    range.after(ready);
    const draw = () => {
      ready.hidden = engine.complete || !engine.duration;
      ready.style.setProperty("--ready", String(Math.min(1, engine.readyEnd / (engine.duration || 1))));
    };
    engine.addEventListener("progress", () => {
      draw();
      if (this.pendingSeek !== null && engine.isReady(this.pendingSeek)) {
        const time = this.pendingSeek;
        this.#leaveWaiting();
        video.currentTime = time;
      }
    });
    video.addEventListener("waiting", () => {
      if (!engine.complete && !this.premiere?.isOn && this.pendingSeek === null && video.currentTime > engine.readyEnd - 1) {
        notices.waitFor(gettext("You have caught up with the encoder. The video goes on in a moment."));
      }
    });
    draw();
  }

  #bindCaptionsButton(button) {
    const { captions } = this;
    const show = () => {
      button.hidden = captions.tracks.length === 0;
      button.setAttribute("aria-pressed", String(captions.current !== null));
    };
    button.addEventListener("click", () => captions.toggle());
    captions.addEventListener("change", show);
    show();
  }

  // Someone who asked their browser to save data, or a device without hover, gets no picture-in-picture clutter.
  #spareLoading(parts) {
    if (!document.pictureInPictureEnabled) parts.controller.querySelector("media-pip-button").hidden = true;
  }

  heartbeatBody(ranges, position) {
    return { ranges, position };
  }
}

/** Build the player in `root`, a <piyak-player>. */
export function startPlayer(root, config) {
  return new Player(root, config).build();
}
