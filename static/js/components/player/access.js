// The playback addresses, which expire for everything that is not public, and how to get new ones.

import { getJson } from "piyakast/components/player/request.js";

const TOKEN_PATH = /^(.*\/media\/[tw]\/)([^/]+)\//;

export class Access {
  #api;
  #swaps = new Map();
  #pending = null;

  constructor({ masterUrl, playbackApi }) {
    this.masterUrl = absolute(masterUrl);
    this.#api = playbackApi;
    this.onrenew = null;
  }

  /** Whether a new token can be swapped into addresses the player already knows. */
  get rewrites() {
    return TOKEN_PATH.test(this.masterUrl);
  }

  /** The address to ask for instead of one that carries an expired token. */
  rewrite(url) {
    const match = TOKEN_PATH.exec(url);
    const fresh = match && this.#swaps.get(match[1] + match[2]);
    return fresh ? fresh + url.slice(match[1].length + match[2].length) : url;
  }

  /** Ask for new addresses. "renewed", "gone", "denied", "offline" or "network". */
  renew() {
    this.#pending ??= this.#ask().finally(() => { this.#pending = null; });
    return this.#pending;
  }

  async #ask() {
    let playback;
    try {
      const { status, body } = await getJson(this.#api);
      if (status === 404 || status === 410) return "gone";
      if (status === 401 || status === 403) return "denied";
      if (status !== 200) return "network";
      playback = body;
    } catch {
      return navigator.onLine ? "network" : "offline";
    }
    const before = TOKEN_PATH.exec(this.masterUrl);
    this.masterUrl = absolute(playback.master_url);
    const after = TOKEN_PATH.exec(this.masterUrl);
    if (before && after) {
      const fresh = after[1] + after[2];
      for (const [old, target] of this.#swaps) if (target === before[1] + before[2]) this.#swaps.set(old, fresh);
      if (before[1] + before[2] !== fresh) this.#swaps.set(before[1] + before[2], fresh);
    }
    this.onrenew?.(playback);
    return "renewed";
  }
}

function absolute(url) {
  return new URL(url, location.href).href;
}
