// For moderators: messages that wait for a decision.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { icon, make } from "piyakast/components/chat/dom.js";

const MOST = 50;
const REASONS = {
  rude: gettext("It may be rude."),
  word: gettext("It has a word that this channel holds back."),
  first: gettext("It is their first message here."),
  raid: gettext("Many new accounts write at once."),
};

export class Held {
  #messages = new Map();

  /** `decide("approve" | "deny", id)`. */
  constructor(box, maker, { decide, changed }) {
    Object.assign(this, { box, maker, decide, changed });
    this.list = box.querySelector("ul");
    this.title = box.querySelector("[data-held-title]");
  }

  add(entry) {
    this.#messages.set(entry.id, entry);
    if (this.#messages.size > MOST) this.#messages.delete(this.#messages.keys().next().value);
    this.draw();
  }

  decided(id) {
    if (this.#messages.delete(id)) this.draw();
  }

  clear() {
    this.#messages.clear();
    this.draw();
  }

  draw() {
    const count = this.#messages.size;
    this.box.hidden = count === 0;
    this.title.textContent = interpolate(ngettext("%(n)s message waits for you", "%(n)s messages wait for you", count), { n: count });
    this.list.replaceChildren(...[...this.#messages.values()].map((entry) => this.#item(entry)));
    this.changed();
  }

  #item(entry) {
    const item = this.maker.make({ reply: null, emotes: [], mentions: [], ...entry });
    item.removeAttribute("tabindex");
    const name = entry.by.name;
    const act = (shape, label, which) => make("button", {
      type: "button",
      class: "button button--small",
      "aria-label": interpolate(label, { name }),
      onclick: () => this.#decide(which, entry.id),
    }, icon(shape), which === "approve" ? gettext("Show") : gettext("Refuse"));
    if (entry.why) item.append(make("p", { class: "chat-held__why" }, REASONS[entry.why] ?? entry.why));
    item.append(make("div", { class: "chat-held__acts" },
      act("check", gettext("Show the message of %(name)s"), "approve"), act("x", gettext("Refuse the message of %(name)s"), "deny")));
    return item;
  }

  #decide(which, id) {
    const items = [...this.list.children];
    const at = items.findIndex((item) => item.entry.id === id);
    this.decide(which, id);
    this.decided(id);
    // The next one is under the fingers at once.
    this.list.children[Math.min(at, this.list.children.length - 1)]?.querySelector("button.button").focus();
  }
}
