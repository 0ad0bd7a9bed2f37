// Feeds the <video> with a live session: hls.js where Media Source Extensions are there, the browser's own HLS on Safari.
//
// Events: "ready" (levels known), "level", "trouble" { kind: offline | network | gone | denied | media | unsupported }, "recovered".

import { gettext } from "piyakast/lib/i18n.js";
import { getJson } from "piyakast/components/player/request.js";
import { withTicketOf } from "piyakast/lib/live/address.js";
import { latencySettings, renewIn } from "piyakast/lib/live/latency.js";
import { qualities } from "piyakast/lib/player/quality.js";

const REFUSED = new Set([401, 403, 404, 410]);
const LONGEST_MS = 8000;

/** Chooses the way to play: hls.js knows parts and holds the delay, which iPhones' own player does not let us do. */
export async function createLiveEngine(video, config) {
  const { default: Hls } = await import("hls.js");
  return Hls.isSupported() ? new LiveEngine(video, config, Hls) : new NativeLiveEngine(video, config);
}

class Base extends EventTarget {
  masterUrl = "";
  session = "";
  qualities = [];
  pinned = null;
  hasVideo = true;
  isNative = false;
  #renewal = 0;

  constructor(video, config) {
    super();
    this.video = video;
    this.config = config;
  }

  emit(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** The height playing now, whoever chose it. */
  get currentQuality() {
    return null;
  }

  /** Where the broadcast is now, as a time of the <video>; NaN while unknown. */
  get edge() {
    const { seekable } = this.video;
    return seekable.length ? seekable.end(seekable.length - 1) : NaN;
  }

  /** The first second that can still be seen. */
  get start() {
    const { seekable } = this.video;
    return seekable.length ? seekable.start(0) : NaN;
  }

  /** Ask for an address again. "renewed", "same", "over" (nothing is on air), "gone", "denied", "offline" or "network". */
  async renew() {
    let answer;
    try {
      answer = await getJson(this.config.playbackApi);
    } catch {
      return navigator.onLine ? "network" : "offline";
    }
    const { status, body } = answer;
    if (status === 404) return "gone";
    if (status === 401 || status === 403) return "denied";
    if (status === 409) return "over";
    if (status !== 200) return "network";
    const same = body.master_url === this.masterUrl;
    const moved = body.session !== this.session;
    this.address(body);
    if (moved) this.load(body);
    return same ? "same" : "renewed";
  }

  /** Take an address over; whoever has a ticket gets a new one before it ends. */
  address({ session, master_url: url, expires_at: expiresAt = null }) {
    this.masterUrl = url;
    this.session = session;
    clearTimeout(this.#renewal);
    if (expiresAt) this.#renewal = setTimeout(() => this.renew(), renewIn(expiresAt));
  }

  setQuality() {}

  destroy() {
    clearTimeout(this.#renewal);
  }
}

/** Waits before it tries again: longer each time, never for long. */
function pause(tries) {
  return Math.min(LONGEST_MS, 500 * 2 ** tries);
}

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

class LiveEngine extends Base {
  #Hls;
  #hls = null;
  #timer = 0;
  #tries = 0;
  #mediaErrors = 0;
  #troubled = false;
  #asking = false;
  #sound = false; // alone: hls.js leaves such a variant out, so its playlist is loaded by itself

  constructor(video, config, Hls) {
    super(video, config);
    this.#Hls = Hls;
    addEventListener("online", this.#online);
  }

  load(playback) {
    this.address(playback);
    this.#sound = false; // the new session may have none; `#parsed` knows
    this.#start();
  }

  #start() {
    const Hls = this.#Hls;
    clearTimeout(this.#timer);
    this.#hls?.destroy();
    const hls = new Hls({
      ...latencySettings(this.config.state.latency),
      liveDurationInfinity: true,
      enableWorker: false,
      backBufferLength: 60,
      maxBufferLength: 20,
      startOnSegmentBoundary: false,
      subtitleTrackController: undefined,
      subtitleStreamController: undefined,
      timelineController: undefined,
      xhrSetup: (xhr, url) => {
        const current = withTicketOf(url, this.masterUrl);
        if (current !== url) xhr.open("GET", current, true);
      },
    });
    this.#hls = hls;
    const { Events } = Hls;
    hls.on(Events.MANIFEST_PARSED, (_, { audioTracks }) => this.#parsed(audioTracks));
    hls.on(Events.LEVEL_SWITCHED, () => this.emit("level"));
    hls.on(Events.FRAG_BUFFERED, () => this.#healthy());
    hls.on(Events.ERROR, (_, data) => this.#error(data));
    hls.loadSource(this.#sound ? this.masterUrl.replace("master.m3u8", "audio/index.m3u8") : this.masterUrl);
    hls.attachMedia(this.video);
  }

  get edge() {
    return this.#hls?.liveSyncPosition ?? super.edge;
  }

  /** Seconds between the broadcast and the picture, as far as the playlist tells. */
  get latency() {
    return this.#hls?.latency ?? 0;
  }

  get currentQuality() {
    const level = this.#hls?.levels[this.#hls.currentLevel];
    return level?.height ? qualities([level])[0].label : null;
  }

  setQuality(label) {
    const found = this.qualities.find((quality) => quality.label === label);
    this.pinned = found ? label : null;
    if (this.#sound !== Boolean(found?.sound)) {
      this.#sound = !this.#sound;
      queueMicrotask(() => this.#start()); // not within an event of the hls.js that ends
      return void this.emit("level");
    }
    if (this.#sound) return undefined;
    this.#hls.nextLevel = found ? found.index : -1;
    this.emit("level");
  }

  /** Try again now. */
  retry() {
    clearTimeout(this.#timer);
    if (this.#mediaErrors > 2 || !this.#hls.levels.length) {
      this.#mediaErrors = 0;
      return void this.#askAnew(true);
    }
    return this.#hls.startLoad(-1);
  }

  #parsed(audioTracks) {
    const { levels } = this.#hls;
    this.hasVideo = levels.some(({ height, videoCodec }) => height || videoCodec);
    if (!this.#sound) {
      this.qualities = this.hasVideo ? qualities(levels) : [];
      if (this.hasVideo && audioTracks.length) this.qualities.push({ index: -1, label: gettext("Sound only"), sound: true });
    }
    if (this.pinned) this.setQuality(this.pinned);
    this.emit("ready");
  }

  #healthy() {
    this.#tries = 0;
    this.#mediaErrors = 0;
    if (!this.#troubled) return;
    this.#troubled = false;
    this.emit("recovered");
  }

  #error(data) {
    const { ErrorTypes } = this.#Hls;
    const status = data.response?.code ?? 0;
    if (data.type === ErrorTypes.NETWORK_ERROR && REFUSED.has(status) && (data.fatal || status !== 404)) return void this.#askAnew();
    if (data.type === ErrorTypes.NETWORK_ERROR && !navigator.onLine && !this.#troubled) this.#trouble("offline");
    if (!data.fatal) return undefined;
    if (data.type === ErrorTypes.MEDIA_ERROR) return this.#mediaError();
    if (data.type !== ErrorTypes.NETWORK_ERROR) return this.#trouble("media");
    this.#trouble(navigator.onLine ? "network" : "offline");
    return this.#later(() => this.retry());
  }

  // The ticket ran out, privacy changed, or the session is over: only the site knows which.
  async #askAnew(reload = false) {
    if (this.#asking) return;
    this.#asking = true;
    const before = this.session;
    const answer = await this.renew();
    this.#asking = false;
    if (answer === "renewed" || answer === "same") {
      if (this.session !== before) return;
      if (reload || answer === "same" || !this.#hls.levels.length) this.#later(() => this.load({ session: this.session, master_url: this.masterUrl }));
      else this.#hls.startLoad(-1);
      return;
    }
    if (answer === "over") return; // the page hears of its state by its socket
    this.#trouble(answer);
    if (answer === "network" || answer === "offline") this.#later(() => this.#askAnew(reload));
  }

  #later(act) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, pause(this.#tries));
    this.#tries += 1;
  }

  #mediaError() {
    this.#mediaErrors += 1;
    if (this.#mediaErrors > 2) return this.#trouble("media");
    return this.#hls.recoverMediaError();
  }

  #trouble(kind) {
    this.#troubled = true;
    this.emit("trouble", { kind });
  }

  #online = () => {
    if (this.#troubled) this.retry();
  };

  destroy() {
    super.destroy();
    clearTimeout(this.#timer);
    removeEventListener("online", this.#online);
    this.#hls?.destroy();
  }
}
