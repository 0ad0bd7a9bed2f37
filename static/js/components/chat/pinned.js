// The message that a moderator pinned. A reader may fold it; a new one opens again.
import { gettext } from "piyakast/lib/i18n.js";
import { icon, make } from "piyakast/components/chat/dom.js";

export class Pinned {
  #entry = null;
  #folded = false;

  constructor(box, maker, { unpin, changed }) {
    Object.assign(this, { box, maker, unpin, changed });
    this.mayUnpin = false;
  }

  get id() {
    return this.#entry?.id ?? null;
  }

  show(entry) {
    if (entry?.id !== this.id) this.#folded = false;
    this.#entry = entry ?? null;
    this.draw();
  }

  draw() {
    this.box.hidden = !this.#entry;
    if (!this.#entry) {
      this.box.replaceChildren();
      this.changed();
      return;
    }
    const fold = make("button", { type: "button", class: "icon-button", "aria-expanded": String(!this.#folded),
      "aria-label": this.#folded ? gettext("Show the pinned message") : gettext("Fold the pinned message"), onclick: () => this.#fold() },
    icon(this.#folded ? "chevron-down" : "chevron-up"));
    const head = make("div", { class: "chat-pinned__head" }, icon("pin", "icon--small"), make("span", {}, gettext("Pinned")));
    if (this.mayUnpin) head.append(make("button", { type: "button", class: "icon-button", "aria-label": gettext("Unpin"), onclick: () => this.unpin(this.#entry) }, icon("pin-off")));
    head.append(fold);
    this.box.replaceChildren(head);
    if (!this.#folded) {
      const message = make("ul", { class: "chat-pinned__message" }, this.maker.make({ reply: null, emotes: [], mentions: [], ...this.#entry }));
      message.firstElementChild.removeAttribute("tabindex");
      this.box.append(message);
    }
    this.changed();
  }

  #fold() {
    this.#folded = !this.#folded;
    this.draw();
    this.box.querySelector("[aria-expanded]").focus();
  }
}
