// Tells the server what was really watched, every ten seconds and when the page goes away.

import { WatchedRanges } from "piyakast/lib/player/watched.js";
import { keepPosition } from "piyakast/lib/player/resume.js";
import { postJson } from "piyakast/components/player/request.js";

const EVERY_MS = 10_000;

export class Heartbeat {
  #ranges = new WatchedRanges();
  #player;
  #timer;

  constructor(player) {
    this.#player = player;
    const { video } = player;
    video.addEventListener("timeupdate", () => {
      if (!video.paused && !video.seeking) this.#ranges.tick(video.currentTime, video.playbackRate);
    });
    for (const type of ["pause", "seeking", "waiting", "ended"]) video.addEventListener(type, () => this.#ranges.cut());
    for (const type of ["pause", "ended"]) video.addEventListener(type, () => this.send());
    this.#timer = setInterval(() => this.send(), EVERY_MS);
    addEventListener("pagehide", this.#leave);
    document.addEventListener("visibilitychange", this.#hidden);
  }

  #leave = () => this.send({ last: true });

  #hidden = () => {
    if (document.hidden) this.send({ last: true });
  };

  async send({ last = false } = {}) {
    const { video, config } = this.#player;
    const ranges = this.#ranges.take();
    if (!ranges.length) return;
    const position = Math.round(video.currentTime * 1000) / 1000;
    if (!config.signedIn && !config.embed) keepPosition(config.id, video.ended ? 0 : position);
    const accepted = await postJson(config.watchingApi, this.#player.heartbeatBody(ranges, position), { last });
    if (!accepted && !last) this.#ranges.giveBack(ranges);
  }

  destroy() {
    clearInterval(this.#timer);
    removeEventListener("pagehide", this.#leave);
    document.removeEventListener("visibilitychange", this.#hidden);
  }
}
