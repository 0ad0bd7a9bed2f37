// The live player, once there is something to play: engine, controls, and staying with the broadcast.

import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { mostDelay } from "piyakast/lib/live/latency.js";
import { LiveActions } from "piyakast/components/live/actions.js";
import { buildLiveControls } from "piyakast/components/live/controls.js";
import { createLiveEngine } from "piyakast/components/live/engine.js";
import { bindPill } from "piyakast/components/live/pill.js";
import { buildLiveSettings } from "piyakast/components/live/settings.js";
import { prepareChrome } from "piyakast/components/player/chrome.js";
import { Feedback } from "piyakast/components/player/feedback.js";
import { bindHotkeys } from "piyakast/components/player/hotkeys.js";
import { bindMediaSession } from "piyakast/components/player/media-session.js";
import { Notices } from "piyakast/components/player/notices.js";
import { Shortcuts } from "piyakast/components/shortcuts.js";
import { Theater } from "piyakast/components/player/theater.js";
import { bindTouch } from "piyakast/components/player/touch.js";

const LOOK_MS = 2000;

const sentences = () => ({
  offline: [gettext("You are offline"), gettext("The stream goes on by itself when the connection is back.")],
  network: [gettext("The connection was lost"), gettext("Trying again by itself.")],
  gone: [gettext("This stream is no longer here"), gettext("It was removed, or its owner changed who may see it.")],
  denied: [gettext("You may not watch this stream any more"), gettext("Its owner changed who may see it. Reload the page to see what you may do.")],
  media: [gettext("This stream could not be played"), gettext("Something in it upset your browser. Trying again often helps.")],
  unsupported: [gettext("Your browser cannot play this stream"), gettext("Try a current version of Chrome, Firefox, Safari or Edge.")],
});

export class LivePlayer {
  /** Whether the viewer is with the broadcast, not somewhere before it. */
  following = true;
  pendingSeek = null;
  #stops = [];

  constructor(root, config) {
    this.root = root;
    this.config = config;
    this.video = root.querySelector("video");
  }

  async build() {
    const { root, config, video } = this;
    prepareChrome();
    this.engine = await createLiveEngine(video, config);
    const parts = buildLiveControls(video, config);
    this.controller = parts.controller;
    this.actions = new LiveActions(this);
    this.feedback = new Feedback(parts.overlay);
    this.notices = new Notices(this, parts.overlay, sentences());
    this.shortcuts = new Shortcuts(root, config);
    parts.controller.prepend(video);
    root.querySelector(".player-stage").prepend(parts.controller);
    if (parts.theater) this.theater = new Theater(root.closest("[data-watch-page]") ?? root, parts.theater);
    this.menu = buildLiveSettings(this, parts);
    this.engine.addEventListener("ready", () => this.#tellPicture());
    this.#keepUp();
    this.#stops.push(bindPill(this, parts.pill), bindHotkeys(this));
    bindTouch(this);
    bindMediaSession(this);
    return this;
  }

  /** Ask media-chrome's store, so that its controls and remembered choices agree. */
  request(type, detail) {
    this.controller.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  /** Begin with, or go over to, a session. Resolves to "playing", "muted" (the browser wants a touch first) or "blocked". */
  async play(playback, { loud }) {
    this.following = true;
    this.notices.clear();
    this.engine.load(playback);
    this.video.muted = !loud;
    try {
      await this.video.play();
      return this.video.muted ? "muted" : "playing";
    } catch (error) {
      if (error.name !== "NotAllowedError") return "playing"; // another load took its place
    }
    this.video.muted = true;
    try {
      await this.video.play();
      return "muted";
    } catch {
      return "blocked";
    }
  }

  #tellPicture() {
    const { hasVideo, unseen } = this.engine;
    this.root.toggleAttribute("data-audio", !hasVideo);
    const why = gettext("Your browser cannot show the picture of this stream (%(codec)s). You hear its sound; another browser or device may show it.");
    this.root.querySelector(".live-sound-only span").textContent = unseen ? interpolate(why, { codec: unseen }) : gettext("Sound only");
  }

  destroy() {
    for (const stop of this.#stops) stop();
    this.engine.destroy();
  }

  // A stall, a sleeping laptop: whoever did not go back themselves is brought to the broadcast again. Somebody who pauses
  // means to go on from there.
  #keepUp() {
    const { video, engine, config, controller } = this;
    controller.addEventListener("mediaseekrequest", ({ detail }) => { this.following = detail >= engine.edge - 1; }, { capture: true });
    video.addEventListener("pause", () => { if (!video.ended && !video.seeking) this.following = false; });
    const timer = setInterval(() => {
      engine.keepPace(this.following);
      if (!this.following || video.paused || !Number.isFinite(engine.edge)) return;
      if (engine.edge - video.currentTime > mostDelay(config.state.latency)) video.currentTime = engine.edge;
    }, LOOK_MS);
    this.#stops.push(() => clearInterval(timer));
  }
}
