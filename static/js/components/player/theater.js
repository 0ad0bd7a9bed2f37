// Theater: the player across the page. The choice is kept on this device.

import { remember } from "piyakast/lib/player/prefs.js";

export class Theater {
  #page;
  #button;

  constructor(page, button) {
    this.#page = page;
    this.#button = button;
    button.addEventListener("click", () => this.toggle());
    this.#show();
  }

  toggle() {
    remember("theater", this.#page.toggleAttribute("data-theater"));
    this.#show();
  }

  #show() {
    this.#button.setAttribute("aria-pressed", String(this.#page.hasAttribute("data-theater")));
  }
}
