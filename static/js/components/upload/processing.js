// What becomes of a file after it arrived: pushed over the page's socket, asked for when nothing is heard.
import { gettext } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { stateOf } from "piyakast/lib/upload/stage.js";

const ENDED = new Set(["ready", "failed"]);

export class Processing {
  #heardAt = 0;
  #active = false;

  // `show({ state, percent, message, canRetry })` is called with every change.
  constructor(videoId, show) {
    this.videoId = videoId;
    this.show = show;
    this.state = undefined;
  }

  begin() {
    this.#active = true;
    this.#heardAt = performance.now();
    return this.ask();
  }

  hear({ state: ofVideo, stage, percent, message, can_retry: canRetry }) {
    const state = stateOf({ state: ofVideo, stage });
    if (!this.#active || state === "draft") return;
    this.#heardAt = performance.now();
    this.state = state;
    if (ENDED.has(state)) this.#active = false;
    this.show({ state, percent, message, canRetry });
  }

  async ask() {
    if (!this.#active) return;
    let video;
    try {
      video = await send(`/api/v1/studio/videos/${this.videoId()}`);
    } catch {
      return; // the next push or the next look tells
    }
    this.hear({ ...video, message: video.failure || gettext("Processing") });
  }

  askIfSilent(ms) {
    if (this.#active && performance.now() - this.#heardAt > ms) this.ask();
  }

  async again() {
    await send(`/api/v1/studio/videos/${this.videoId()}/retry`, { method: "POST" });
    this.begin();
  }
}
