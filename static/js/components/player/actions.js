// What a viewer can do, whichever way it was asked for: key, button, tap, media key.

import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { formatTime } from "piyakast/lib/player/time.js";

export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** "Normal" or "1.5×". */
export function speedLabel(rate) {
  return rate === 1 ? gettext("Normal") : `${rate}×`;
}

export class Actions {
  #player;

  constructor(player) {
    this.#player = player;
  }

  get #video() {
    return this.#player.video;
  }

  toggle() {
    const { feedback } = this.#player;
    if (this.#video.paused) {
      this.#video.play().catch(() => {});
      feedback.show("play");
    } else {
      this.#video.pause();
      feedback.show("pause");
    }
  }

  /** Go to `time` seconds; where a video still being made is not ready, wait for it. */
  seek(time) {
    const end = this.#player.engine.duration || this.#video.duration || 0;
    this.#player.seek(Math.min(Math.max(0, time), Math.max(0, end - 0.05)));
  }

  seekBy(seconds, side) {
    this.seek((this.#player.pendingSeek ?? this.#video.currentTime) + seconds);
    const text = interpolate(gettext("%(seconds)s s"), { seconds: seconds > 0 ? `+${seconds}` : `−${-seconds}` });
    this.#player.feedback.show(seconds < 0 ? "rewind" : "fast", text, side ?? (seconds < 0 ? "left" : "right"));
  }

  seekToFraction(fraction) {
    const end = this.#player.engine.duration || this.#video.duration || 0;
    this.seek(end * fraction);
    this.#player.feedback.show(fraction === 0 ? "rewind" : "fast", formatTime(end * fraction));
  }

  volumeBy(step) {
    const volume = Math.round(Math.min(1, Math.max(0, this.#video.volume + step)) * 100) / 100;
    this.#player.request("mediavolumerequest", volume);
    if (this.#video.muted && step > 0) this.#player.request("mediaunmuterequest");
    this.#player.feedback.show(volume ? "volume" : "muted", `${Math.round(volume * 100)}%`);
  }

  mute() {
    const muted = !this.#video.muted;
    this.#player.request(muted ? "mediamuterequest" : "mediaunmuterequest");
    this.#player.feedback.show(muted ? "muted" : "volume", muted ? gettext("Muted") : gettext("Sound on"));
  }

  fullscreen() {
    const on = document.fullscreenElement !== null;
    this.#player.request(on ? "mediaexitfullscreenrequest" : "mediaenterfullscreenrequest");
  }

  pip() {
    const on = document.pictureInPictureElement !== null;
    this.#player.request(on ? "mediaexitpiprequest" : "mediaenterpiprequest");
  }

  theater() {
    this.#player.theater?.toggle();
  }

  captions() {
    this.#player.captions.toggle();
  }

  speedBy(step) {
    const at = SPEEDS.findIndex((speed) => speed >= this.#video.playbackRate);
    this.speed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + step))]);
  }

  speed(wanted) {
    const rate = this.#player.premiere?.isOn ? Math.min(1, wanted) : wanted;
    this.#video.playbackRate = rate;
    this.#player.feedback.show("speed", speedLabel(rate));
  }

  frame(step) {
    if (!this.#video.paused) this.#video.pause();
    this.seek(this.#video.currentTime + step / (this.#player.config.fps || 30));
  }

  help() {
    this.#player.shortcuts.toggle();
  }
}
