// What a viewer of a live stream can do, whichever way it was asked for: key, button, tap, media key.

import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { Actions } from "piyakast/components/player/actions.js";

export class LiveActions extends Actions {
  #live;

  constructor(player) {
    super(player);
    this.#live = player;
  }

  /** Go to `time` of the <video>, within what can still be seen; near the end that is the broadcast itself. */
  seek(time) {
    const { engine, video } = this.#live;
    if (time >= engine.edge - 1) return this.goLive();
    this.#live.following = false;
    video.currentTime = Math.max(engine.start + 1, time);
    return undefined;
  }

  seekBy(seconds, side) {
    this.seek(this.#live.video.currentTime + seconds);
    const text = interpolate(gettext("%(seconds)s s"), { seconds: seconds > 0 ? `+${seconds}` : `−${-seconds}` });
    this.#live.feedback.show(seconds < 0 ? "rewind" : "fast", text, side ?? (seconds < 0 ? "left" : "right"));
  }

  seekToFraction(fraction) {
    const { engine, feedback } = this.#live;
    if (fraction === 1) return this.goLive();
    const from = engine.start;
    this.seek(from + (engine.edge - from) * fraction);
    return feedback.show("rewind");
  }

  /** To the broadcast as it is now. */
  goLive() {
    const { engine, video, feedback } = this.#live;
    this.#live.following = true;
    if (Number.isFinite(engine.edge)) video.currentTime = engine.edge;
    video.play().catch(() => {});
    feedback.show("fast", gettext("Live"));
  }

  // A broadcast has one speed, no captions, and no single frames to step through.
  captions() {}
  speedBy() {}
  frame() {}
}
