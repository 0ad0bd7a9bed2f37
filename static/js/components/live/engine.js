// Feeds the <video> with a live session: hls.js where Media Source Extensions are there, the browser's own HLS on Safari.
//
// Events: "ready" (levels known), "level", "trouble" { kind: offline | network | gone | denied | media | unsupported }, "recovered".

import { gettext } from "piyakast/lib/i18n.js";
import { Base, pause } from "piyakast/components/live/base-engine.js";
import { NativeLiveEngine } from "piyakast/components/live/native-engine.js";
import { withTicketOf } from "piyakast/lib/live/address.js";
import { pictureName, soundOf } from "piyakast/lib/live/master.js";
import { holdBackFor, latencySettings, paceFor } from "piyakast/lib/live/latency.js";
import { qualities } from "piyakast/lib/player/quality.js";

const REFUSED = new Set([401, 403, 404, 410]);

/** Chooses the way to play: hls.js knows parts and holds the delay, which iPhones' own player does not let us do. */
export async function createLiveEngine(video, config) {
  const { default: Hls } = await import("hls.js");
  return Hls.isSupported() ? new LiveEngine(video, config, Hls) : new NativeLiveEngine(video, config);
}

class LiveEngine extends Base {
  #Hls;
  #hls = null;
  #timer = 0;
  #tries = 0;
  #mediaErrors = 0;
  #troubled = false;
  #asking = false;
  #segment = 0; // seconds
  #sound = false; // alone: hls.js leaves such a variant out, so its playlist is loaded by itself

  constructor(video, config, Hls) {
    super(video, config);
    this.#Hls = Hls;
    addEventListener("online", this.#online);
  }

  load(playback) {
    this.address(playback);
    this.#sound = false; // the new session may have none; `#parsed` knows
    this.unseen = null;
    this.#start();
  }

  #start() {
    const Hls = this.#Hls;
    const plays = !this.video.paused; // a <video> that is given another source pauses, and tells nobody
    clearTimeout(this.#timer);
    this.#hls?.destroy();
    this.#segment = 0;
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
    hls.on(Events.MANIFEST_LOADED, (_, { levels }) => this.#offered(levels)); // which comes after what was made of them
    hls.on(Events.LEVEL_UPDATED, (_, { details }) => this.#holdBack(details.targetduration));
    hls.on(Events.LEVEL_SWITCHED, () => this.emit("level"));
    hls.on(Events.FRAG_BUFFERED, () => this.#healthy());
    hls.on(Events.ERROR, (_, data) => this.#error(data));
    hls.loadSource(this.#sound ? soundOf(this.masterUrl) : this.masterUrl);
    hls.attachMedia(this.video);
    if (plays) this.video.play().catch(() => {}); // the browser may want a touch first
  }

  get edge() {
    return this.#hls?.liveSyncPosition ?? super.edge;
  }

  /** Seconds between the broadcast and the picture, as far as the playlist tells. */
  get latency() {
    return this.#hls?.latency ?? 0;
  }

  keepPace(follows) {
    if (this.config.state.latency !== "normal" || !this.#hls?.targetLatency) return; // with parts hls.js does it
    this.video.playbackRate = follows ? paceFor(this.latency, this.#hls.targetLatency) : 1;
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

  #holdBack(segment) {
    if (this.config.state.latency !== "normal" || segment === this.#segment) return;
    this.#segment = segment;
    this.#hls.targetLatency = holdBackFor(segment); // hls.js adds to it with each stall; it forgets those when told again
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

  // hls.js leaves out every picture that the browser cannot show, and says nothing of it.
  #offered(levels) {
    if (this.#sound || this.hasVideo) return;
    const unseen = levels.find(({ videoCodec }) => videoCodec);
    if (!unseen) return;
    this.unseen = pictureName(unseen.videoCodec);
    this.emit("ready");
  }

  // Nothing can be played, whatever the session before had.
  #nothing() {
    this.hasVideo = true;
    this.unseen = null;
    this.qualities = [];
    this.emit("ready");
    this.#trouble("unsupported");
  }

  #healthy() {
    this.#tries = 0;
    this.#mediaErrors = 0;
    if (!this.#troubled) return;
    this.#troubled = false;
    this.emit("recovered");
  }

  #error(data) {
    const { ErrorTypes, ErrorDetails } = this.#Hls;
    const status = data.response?.code ?? 0;
    if (data.type === ErrorTypes.NETWORK_ERROR && REFUSED.has(status) && (data.fatal || status !== 404)) return void this.#askAnew();
    if (data.type === ErrorTypes.NETWORK_ERROR && !navigator.onLine && !this.#troubled) this.#trouble("offline");
    if (!data.fatal) return undefined;
    if (data.details === ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR) return this.#nothing();
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
