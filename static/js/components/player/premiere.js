// A premiere that is on: everybody sees the same moment. One may pause and go back, and nobody gets ahead.

import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { formatTime } from "piyakast/lib/player/time.js";
import { make } from "piyakast/components/player/dom.js";

const LOOK_MS = 1000;

export class Premiere {
  /** Whether the viewer is with the others, not somewhere before. */
  following = true;
  #player;
  #clock;

  constructor(player, clock, pill) {
    this.#player = player;
    this.#clock = clock;
    const { video, controller } = player;
    controller.addEventListener("mediaseekrequest", (event) => this.#seek(event), { capture: true });
    video.addEventListener("pause", () => { if (!video.ended && !video.seeking) this.following = false; });
    video.addEventListener("ratechange", () => { if (this.isOn && video.playbackRate > 1) video.playbackRate = 1; });
    for (const type of ["seeking", "timeupdate"]) video.addEventListener(type, () => this.#hold());
    this.#drawPill(pill);
    this.timer = setInterval(() => this.#look(pill), LOOK_MS);
  }

  get isOn() {
    return this.#clock.isOn;
  }

  get place() {
    return this.#clock.place;
  }

  /** Where a seek to `time` leads. */
  allowed(time) {
    const place = this.#clock.clamp(time);
    if (this.isOn) this.following = place < time;
    return place;
  }

  /** To the moment that is on. */
  catchUp() {
    this.following = true;
    const { video, feedback } = this.#player;
    video.currentTime = this.#clock.place;
    video.play().catch(() => {});
    feedback.show("fast", gettext("Premiere"));
  }

  destroy() {
    clearInterval(this.timer);
  }

  // The time bar seeks through media-chrome's own event.
  #seek(event) {
    const place = this.allowed(event.detail);
    if (place === event.detail) return;
    event.stopImmediatePropagation();
    this.#player.video.currentTime = place;
  }

  // Whatever moved it there: the system's own controls, a script.
  #hold() {
    const { video } = this.#player;
    if (this.isOn && video.currentTime > this.#clock.elapsed + 0.25) video.currentTime = this.#clock.place;
  }

  #look(pill) {
    const { video, config } = this.#player;
    pill.hidden = !this.isOn;
    if (!this.isOn) {
      // From now on it is a video like others.
      config.premiere = null;
      this.destroy();
      return;
    }
    if (this.following && !video.paused && this.#clock.isLost(video.currentTime)) video.currentTime = this.#clock.place;
    this.#say(pill);
  }

  #drawPill(pill) {
    pill.append(make("span", { class: "live-pill__dot", "aria-hidden": "true" }), make("span", {}, gettext("Premiere")), make("span", { class: "live-pill__late" }));
    pill.addEventListener("click", () => this.catchUp());
    this.#say(pill);
  }

  #say(pill) {
    const { video } = this.#player;
    const withOthers = !video.paused && this.#clock.isWith(video.currentTime);
    const behind = formatTime(Math.max(0, this.#clock.elapsed - video.currentTime));
    pill.toggleAttribute("data-live", withOthers);
    pill.querySelector(".live-pill__late").textContent = withOthers ? "" : `−${behind}`;
    const label = withOthers
      ? gettext("With everybody")
      : interpolate(gettext("%(time)s behind. To the premiere."), { time: behind });
    if (pill.getAttribute("aria-label") === label) return;
    pill.setAttribute("aria-label", label);
    pill.title = label;
  }
}
