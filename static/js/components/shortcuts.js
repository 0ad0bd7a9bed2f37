// The overlay that lists the keys, opened by `?` on every page and in the player.

import { gettext } from "piyakast/lib/i18n.js";
import { make } from "piyakast/components/player/dom.js";

const siteKeys = () => [
  [["/"], gettext("Search")],
  [["?"], gettext("This list")],
];

// An embed fills its frame: there is no theater around it.
const playerKeys = (embed) => [
  [["Space", "k"], gettext("Play or pause")],
  [["←", "→"], gettext("5 seconds back or on")],
  [["j", "l"], gettext("10 seconds back or on")],
  [["↑", "↓"], gettext("Volume")],
  [["m"], gettext("Mute")],
  [["0 – 9"], gettext("Jump to 0% … 90%")],
  [["Home", "End"], gettext("To the beginning or the end")],
  [[",", "."], gettext("One frame back or on")],
  [["<", ">"], gettext("Slower or faster")],
  [["c"], gettext("Captions")],
  [["f"], gettext("Full screen")],
  ...(embed ? [] : [[["t"], gettext("Theater mode")]]),
  [["i"], gettext("Picture in picture")],
];

const chatKeys = () => [
  [["↑", "↓"], gettext("From message to message")],
  [["Enter"], gettext("What can be done with it")],
  [["r"], gettext("Reply")],
  [["u"], gettext("Who it is")],
  [["d"], gettext("Delete")],
  [["p"], gettext("Pin")],
  [["t"], gettext("Time out")],
  [["b"], gettext("Ban")],
];

export class Shortcuts {
  #dialog = null;
  #host;
  #embed;

  /** The dialog is put into `host` when it is first opened. An embed leaves the site's keys out. */
  constructor(host, { embed = false } = {}) {
    this.#host = host;
    this.#embed = embed;
  }

  toggle() {
    this.#dialog ??= this.#build();
    if (this.#dialog.open) this.#dialog.close();
    else this.#dialog.showModal();
  }

  #build() {
    const heading = make("h2", { id: "shortcuts-title" }, gettext("Keyboard shortcuts"));
    const close = make("button", { type: "button", class: "button button--primary", onclick: () => dialog.close() }, gettext("Close"));
    const dialog = make("dialog", { class: "dialog shortcuts", "aria-labelledby": "shortcuts-title" },
      make("div", { class: "dialog__body" },
        heading,
        ...(this.#embed ? [] : [make("h3", {}, gettext("On every page")), list(siteKeys())]),
        make("h3", {}, gettext("While a video plays")), list(playerKeys(this.#embed)),
        ...(document.querySelector("piyak-chat") ? [make("h3", {}, gettext("In the messages of a chat")), list(chatKeys())] : []),
        make("div", { class: "dialog__actions" }, close)));
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

function list(rows) {
  return make("dl", { class: "shortcuts__list" }, ...rows.map(([keys, text]) =>
    make("div", {}, make("dt", {}, ...keys.map((key) => make("kbd", {}, key))), make("dd", {}, text))));
}
