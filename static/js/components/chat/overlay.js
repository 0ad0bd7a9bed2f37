// The room over a broadcaster's picture (a browser source of OBS): reads, and shows nothing but messages.
import { Connection } from "piyakast/lib/chat/connection.js";
import { MessageMaker } from "piyakast/components/chat/message.js";

const FADE_MS = 600;

class Overlay {
  #queue = [];
  #frame = 0;

  constructor(root) {
    const config = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.list = root.querySelector("[data-messages]");
    this.most = config.most;
    this.fade = config.fade;
    this.maker = new MessageMaker();
    this.maker.links = "nobody";
    root.style.setProperty("--size", `${config.size}px`);
    this.connection = new Connection((last) => address(config, last));
    this.connection.addEventListener("events", ({ detail }) => {
      for (const event of detail) this[`on_${event.t}`]?.(event);
    });
    this.connection.open();
  }

  on_hello({ skipped }) {
    if (skipped) this.on_cleared();
  }

  on_message(entry) {
    this.#queue.push(entry);
    if (this.#queue.length > 2 * this.most) this.#queue.splice(0, this.#queue.length - this.most);
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  on_announcement(entry) {
    this.on_message(entry);
  }

  on_removed({ ids, user, since = 0 }) {
    const matches = (entry) => ids?.includes(entry.id) || (entry.by.id === user && entry.seq >= since);
    this.#queue = this.#queue.filter((entry) => !matches(entry));
    for (const item of [...this.list.children]) if (matches(item.entry)) item.remove();
  }

  // What was hidden by mistake stands over the picture again, in its place; what would have faded by now does not.
  on_restored({ messages }) {
    const shown = [...this.list.children].map(({ entry }) => entry);
    const known = new Set([...shown, ...this.#queue].map(({ id }) => id));
    const back = messages.filter(({ id }) => !known.has(id));
    if (!back.length) return;
    this.#queue = [...shown, ...this.#queue, ...back].sort((one, other) => one.seq - other.seq);
    this.list.replaceChildren();
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  on_cleared() {
    this.#queue = [];
    this.list.replaceChildren();
  }

  #draw() {
    this.#frame = 0;
    for (const entry of this.#queue.splice(0).slice(-this.most)) {
      // What was said long before the scene came on is not news.
      const age = Math.max(0, Date.now() - entry.at);
      if (this.fade && age > this.fade * 1000) continue;
      const item = this.maker.make({ ...entry, reply: null });
      item.removeAttribute("tabindex");
      this.list.append(item);
      if (this.fade) setTimeout(() => this.#fadeOut(item), this.fade * 1000 - age);
    }
    while (this.list.childElementCount > this.most) this.list.firstElementChild.remove();
  }

  #fadeOut(item) {
    item.dataset.fading = "";
    setTimeout(() => item.remove(), FADE_MS);
  }
}

function address({ socket, token }, last) {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const url = new URL(`${scheme}//${location.host}${socket}`);
  url.searchParams.set("overlay", token);
  if (last !== null) url.searchParams.set("last", last);
  return url.href;
}

new Overlay(document.querySelector("[data-overlay]"));
