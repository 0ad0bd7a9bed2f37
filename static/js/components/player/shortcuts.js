// The overlay that lists the keys, opened by `?`.

import { gettext } from "piyakast/lib/i18n.js";
import { make } from "piyakast/components/player/dom.js";

const rows = () => [
  [["Space", "k"], gettext("Play or pause")],
  [["←", "→"], gettext("5 seconds back or on")],
  [["j", "l"], gettext("10 seconds back or on")],
  [["↑", "↓"], gettext("Volume")],
  [["m"], gettext("Mute")],
  [["0 – 9"], gettext("Jump to 0 % … 90 %")],
  [[",", "."], gettext("One frame back or on")],
  [["<", ">"], gettext("Slower or faster")],
  [["c"], gettext("Captions")],
  [["f"], gettext("Full screen")],
  [["t"], gettext("Theater mode")],
  [["i"], gettext("Picture in picture")],
  [["?"], gettext("This list")],
];

export class Shortcuts {
  #dialog = null;
  #host;

  constructor(host) {
    this.#host = host;
  }

  toggle() {
    this.#dialog ??= this.#build();
    if (this.#dialog.open) this.#dialog.close();
    else this.#dialog.showModal();
  }

  #build() {
    const heading = make("h2", { id: "player-shortcuts-title" }, gettext("Keyboard shortcuts"));
    const list = make("dl", { class: "player-shortcuts-list" });
    for (const [keys, text] of rows()) {
      const names = make("dt", {});
      for (const key of keys) names.append(make("kbd", {}, key));
      list.append(make("div", {}, names, make("dd", {}, text)));
    }
    const close = make("button", { type: "button", class: "button", onclick: () => dialog.close() }, gettext("Close"));
    const dialog = make("dialog", { class: "player-shortcuts dialog", "aria-labelledby": "player-shortcuts-title" }, heading, list, close);
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "?") {
        event.preventDefault();
        event.stopPropagation();
        dialog.close();
      }
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    this.#host.append(dialog);
    return dialog;
  }
}
