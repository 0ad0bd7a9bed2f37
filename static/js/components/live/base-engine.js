// What every way of playing a live session has in common: its address, and how long to wait before another try.

import { getJson } from "piyakast/components/player/request.js";
import { renewIn } from "piyakast/lib/live/latency.js";

const LONGEST_MS = 8000;

/** Waits before it tries again: longer each time, never for long. */
export function pause(tries) {
  return Math.min(LONGEST_MS, 500 * 2 ** tries);
}

export class Base extends EventTarget {
  masterUrl = "";
  session = "";
  qualities = [];
  pinned = null;
  hasVideo = true;
  unseen = null; // what a picture is coded as that is sent, and that this browser cannot show
  isNative = false;
  #renewal = 0;

  constructor(video, config) {
    super();
    this.video = video;
    this.config = config;
  }

  /** Whether there is more than one way to see (or hear) it. */
  get hasChoice() {
    return this.qualities.length > 1;
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

  /** Play so as to stay at the intended distance from the broadcast; at its own speed for somebody who went back. */
  keepPace() {}

  setQuality() {}

  destroy() {
    clearTimeout(this.#renewal);
  }
}
