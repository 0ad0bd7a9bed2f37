// Feeds the <video>: hls.js where Media Source Extensions are the better way, the browser's own HLS on Safari.
//
// Events: "ready" (levels known), "level", "progress" (how far a video still being made can play),
// "trouble" { kind: offline | network | gone | denied | media | unsupported }, "recovered".

import { qualities } from "piyakast/lib/player/quality.js";
import { Access } from "piyakast/components/player/access.js";

const NATIVE_TYPE = "application/vnd.apple.mpegurl";
const DENIED = new Set([401, 403, 410]);

/** Chooses the way to play; hls.js is only fetched when it is used. */
export async function createEngine(video, config) {
  const saysNative = video.canPlayType(NATIVE_TYPE) !== "";
  const looksLikeSafari = "ManagedMediaSource" in window || !("MediaSource" in window);
  // Safari's own player shows no length while a video is still being made, so hls.js plays those.
  if (saysNative && looksLikeSafari && config.complete) return new NativeEngine(video, config);
  const { default: Hls } = await import("hls.js");
  if (Hls.isSupported()) return new HlsEngine(video, config, Hls);
  return new NativeEngine(video, config);
}

// Bits a second; three quarters of what the browser tells (it tells no more than 10 Mb/s), or 3 Mb/s when it does not.
function expectedBandwidth() {
  const told = navigator.connection?.downlink;
  return told ? Math.max(500_000, told * 750_000) : 3_000_000;
}

class Engine extends EventTarget {
  constructor(video, config) {
    super();
    this.video = video;
    this.access = new Access(config);
    this.complete = config.complete;
    this.duration = config.duration;
    this.readyEnd = config.complete ? config.duration : 0;
    this.qualities = [];
    this.isNative = false;
  }

  emit(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Whether second `time` can be played now. */
  isReady(time) {
    return this.complete || time <= this.readyEnd - 0.25;
  }
}

class NativeEngine extends Engine {
  constructor(video, config) {
    super(video, config);
    this.isNative = true;
    this.complete = true;
    this.currentQuality = null;
    video.addEventListener("error", () => this.#failed());
  }

  load(start) {
    this.video.src = this.access.masterUrl;
    if (start > 0) this.video.addEventListener("loadedmetadata", () => { this.video.currentTime = start; }, { once: true });
    this.emit("ready");
  }

  async retry() {
    const at = this.video.currentTime;
    const answer = await this.access.renew();
    if (answer !== "renewed") return this.emit("trouble", { kind: answer });
    this.load(at);
    await this.video.play().catch(() => {});
    return undefined;
  }

  #failed() {
    const code = this.video.error?.code;
    if (!this.video.src || code === MediaError.MEDIA_ERR_ABORTED) return;
    if (code === MediaError.MEDIA_ERR_NETWORK) this.emit("trouble", { kind: navigator.onLine ? "network" : "offline" });
    else if (this.video.canPlayType(NATIVE_TYPE) === "") this.emit("trouble", { kind: "unsupported" });
    else this.emit("trouble", { kind: "network" });
  }

  destroy() {
    this.video.removeAttribute("src");
    this.video.load();
  }
}

class HlsEngine extends Engine {
  #hls = null;
  #Hls;
  #mediaErrors = 0;
  #retries = 0;
  #timer = 0;
  #troubled = false;
  #renewing = false;
  #pinned = null;

  constructor(video, config, Hls) {
    super(video, config);
    this.#Hls = Hls;
    this.saveData = config.saveData;
    addEventListener("online", this.#online);
  }

  load(start) {
    const Hls = this.#Hls;
    const { access } = this;
    this.#hls?.destroy();
    const hls = new Hls({
      startPosition: start,
      // Begin with the picture the connection is said to carry, not with the smallest one.
      testBandwidth: this.saveData,
      abrEwmaDefaultEstimate: this.saveData ? 500_000 : expectedBandwidth(),
      // One thread is enough: fMP4 is passed through.
      enableWorker: false,
      backBufferLength: 60,
      maxBufferLength: this.saveData ? 10 : 30,
      capLevelToPlayerSize: this.saveData,
      maxLiveSyncPlaybackRate: 1,
      // The page adds the caption tracks itself, off until somebody wants them; a second set would double them.
      subtitleTrackController: undefined,
      subtitleStreamController: undefined,
      timelineController: undefined,
      liveDurationInfinity: false,
      xhrSetup: (xhr, url) => {
        const current = access.rewrite(url);
        if (current !== url) xhr.open("GET", current, true);
      },
    });
    this.#hls = hls;
    const { Events } = Hls;
    hls.on(Events.MANIFEST_PARSED, () => this.#parsed());
    hls.on(Events.LEVEL_SWITCHED, () => this.emit("level"));
    hls.on(Events.LEVEL_UPDATED, (_, { details }) => this.#updated(details));
    hls.on(Events.FRAG_BUFFERED, () => this.#healthy());
    hls.on(Events.ERROR, (_, data) => this.#error(data));
    hls.loadSource(access.masterUrl);
    const overrides = this.complete ? undefined : { duration: this.duration };
    hls.attachMedia(overrides ? { media: this.video, overrides } : this.video);
  }

  #parsed() {
    this.qualities = qualities(this.#hls.levels);
    if (this.saveData) {
      const modest = this.qualities.filter(({ lines }) => lines <= 480);
      if (modest.length) this.#hls.autoLevelCapping = Math.max(...modest.map(({ index }) => index));
    }
    if (this.#pinned) this.setQuality(this.#pinned);
    this.emit("ready");
  }

  #updated(details) {
    const edge = details.live ? details.edge : Math.max(details.edge, this.duration);
    const complete = this.complete || !details.live;
    if (edge === this.readyEnd && complete === this.complete) return;
    this.readyEnd = edge;
    this.complete = complete;
    this.emit("progress");
  }

  #healthy() {
    this.#retries = 0;
    this.#mediaErrors = 0;
    if (!this.#troubled) return;
    this.#troubled = false;
    this.emit("recovered");
  }

  #error(data) {
    const status = data.response?.code ?? 0;
    if (DENIED.has(status)) return void this.#renew();
    const { ErrorTypes } = this.#Hls;
    // hls.js tries again for a long while before it gives up; people are told at once.
    if (data.type === ErrorTypes.NETWORK_ERROR && !navigator.onLine && !this.#troubled) this.#trouble("offline");
    if (!data.fatal) return;
    if (data.type === ErrorTypes.MEDIA_ERROR) return this.#mediaError();
    if (data.type !== ErrorTypes.NETWORK_ERROR) return this.#trouble("media");
    if (status === 404) return void this.#explainMissing();
    this.#trouble(navigator.onLine ? "network" : "offline");
    this.#scheduleRetry();
  }

  #mediaError() {
    this.#mediaErrors += 1;
    if (this.#mediaErrors > 2) return this.#trouble("media");
    if (this.#mediaErrors === 2) this.#hls.swapAudioCodec();
    this.#hls.recoverMediaError();
    return undefined;
  }

  #trouble(kind) {
    this.#troubled = true;
    this.emit("trouble", { kind });
  }

  // A 404 in the middle means it was deleted, or re-encoded under a new address: the API knows which.
  async #explainMissing() {
    const before = this.access.masterUrl;
    const answer = await this.access.renew();
    if (answer === "renewed" && this.access.masterUrl !== before) return this.load(this.video.currentTime);
    return this.#trouble(answer === "renewed" ? "gone" : answer);
  }

  async #renew() {
    if (this.#renewing) return;
    this.#renewing = true;
    const at = this.video.currentTime;
    const answer = await this.access.renew();
    if (answer === "renewed") {
      if (this.access.rewrites && this.#hls.levels.length) this.#hls.startLoad(at);
      else this.load(at);
    } else {
      this.#trouble(answer);
    }
    this.#renewing = false;
  }

  #scheduleRetry() {
    clearTimeout(this.#timer);
    const delay = Math.min(30_000, 1000 * 2 ** this.#retries);
    this.#retries += 1;
    this.#timer = setTimeout(() => this.retry(), delay);
  }

  #online = () => {
    if (this.#troubled) this.retry();
  };

  /** Try again now, from where the playhead is. */
  retry() {
    clearTimeout(this.#timer);
    const at = this.video.currentTime;
    if (this.#mediaErrors > 2) {
      this.#mediaErrors = 0;
      return this.load(at);
    }
    if (this.#hls.levels.length) return this.#hls.startLoad(at);
    return this.load(at);
  }

  /** The height playing now, whoever chose it. */
  get currentQuality() {
    const level = this.#hls?.levels[this.#hls.currentLevel];
    if (!level) return null;
    return qualities([level])[0].label;
  }

  /** The pinned label, or null for Auto. */
  get pinned() {
    return this.#pinned;
  }

  /** Pin a label of `qualities`, or null for Auto. What is not offered is Auto. */
  setQuality(label) {
    const found = this.qualities.find((quality) => quality.label === label);
    this.#pinned = found ? label : null;
    this.#hls.nextLevel = found ? found.index : -1;
    this.emit("level");
  }

  destroy() {
    clearTimeout(this.#timer);
    removeEventListener("online", this.#online);
    this.#hls?.destroy();
  }
}
