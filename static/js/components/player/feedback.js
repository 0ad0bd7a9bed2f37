// A short sign in the middle of the picture for what a key or a tap just did.

import { icon } from "piyakast/components/player/icons.js";
import { make } from "piyakast/components/player/dom.js";

export class Feedback {
  #box = make("div", { class: "player-feedback", hidden: true });
  #said = make("div", { class: "visually-hidden", role: "status" });
  #timer = 0;

  constructor(overlay) {
    overlay.append(this.#box, this.#said);
  }

  /** Show the icon with a few words; `side` puts it where a tap was ("left", "right"). */
  show(name, text = "", side = "middle") {
    clearTimeout(this.#timer);
    this.#box.replaceChildren(icon(name), ...(text ? [make("span", {}, text)] : []));
    this.#box.dataset.side = side;
    this.#box.hidden = true;
    // Restart the animation.
    void this.#box.offsetWidth;
    this.#box.hidden = false;
    if (text) this.#said.textContent = text;
    this.#timer = setTimeout(() => { this.#box.hidden = true; }, 700);
  }
}
