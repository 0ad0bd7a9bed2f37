// The messages on the screen: added once a frame, bounded in number, kept still while somebody reads further up.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { Waiting } from "piyakast/lib/chat/waiting.js";
import { make } from "piyakast/components/chat/dom.js";
import { drawDays } from "piyakast/components/chat/day-lines.js";
import { restoreQuote, strike, strikeQuote } from "piyakast/components/chat/message.js";

export const MOST = 200;
// So many are built and laid out within one frame of a slow machine; the rest comes with the next frames.
const STEP = 40;
const NEAR = 48;
// Whoever comes in is shown so many: with fewer, there was nothing before them.
const FEW = 100;

export class MessageList {
  #frame = 0;
  #top = 0;
  #paused = false;

  constructor(root, maker) {
    this.root = root;
    this.scroller = root.querySelector("[data-scroller]");
    this.list = root.querySelector("[data-messages]");
    this.more = root.querySelector("[data-more]");
    this.empty = root.querySelector("[data-empty]");
    this.maker = maker;
    this.waiting = new Waiting(MOST);
    this.keepRemoved = false;
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.more.addEventListener("click", () => this.toNewest());
    this.resizing = new ResizeObserver(() => { if (!this.#paused) this.#stick(); });
    this.resizing.observe(this.scroller);
  }

  get isPaused() {
    return this.#paused;
  }

  get items() {
    return this.list.children;
  }

  push(entry) {
    this.waiting.add(entry);
    this.#plan();
  }

  /** A line of our own between the messages. */
  note(text) {
    this.push({ t: "note", text });
  }

  pause() {
    if (this.#paused) return;
    this.#paused = true;
    this.scroller.dataset.paused = "";
  }

  toNewest() {
    this.#paused = false;
    delete this.scroller.dataset.paused;
    this.#flush();
    this.#stick();
  }

  /** The messages of `ids`, or those for which `of(entry)` is true, lose their words. */
  remove(of) {
    this.waiting.remove((entry) => entry.by && of(entry));
    for (const item of this.items) {
      if (item.entry?.by && of(item.entry)) strike(item, { keepText: this.keepRemoved });
    }
  }

  /** They leave no trace: not even who said them. */
  drop(of) {
    this.waiting.remove((entry) => entry.by && of(entry));
    for (const item of [...this.items]) {
      if (!item.entry?.by || !of(item.entry)) continue;
      if (item.contains(document.activeElement)) this.scroller.focus();
      item.remove();
    }
    this.#drawDays();
    this.#plan();
  }

  removeQuotes(ids, { names = false } = {}) {
    this.waiting.removeQuotes(ids, { names });
    for (const quoted of this.root.querySelectorAll("[data-reply-to]")) {
      if (ids.has(Number(quoted.dataset.replyTo))) strikeQuote(quoted, { name: names });
    }
  }

  /** Messages that had been removed, again where they stood. */
  restore(entries) {
    for (const entry of entries) {
      const items = [...this.items].filter((item) => item.entry);
      const before = items.find((item) => item.entry?.id === entry.id);
      if (before?.contains(document.activeElement)) this.#replaceFocused(before, entry);
      else if (before) before.replaceWith(this.maker.make(entry));
      else this.#putBack(entry, items);
      for (const quoted of this.list.querySelectorAll(`[data-reply-to="${entry.id}"]`)) restoreQuote(quoted, entry.text);
    }
    this.#drawDays();
    this.#plan();
  }

  clear() {
    this.waiting.clear();
    this.list.replaceChildren();
    this.#showMore();
  }

  find(id) {
    return [...this.items].find((item) => item.entry?.id === id);
  }

  /** The first entries are on their way or there are none: say so when it stays empty. */
  ready() {
    this.isReady = true;
    this.#plan();
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
    this.resizing.disconnect();
  }

  /** After something else in the scroller grew. */
  settle() {
    if (!this.#paused) this.#stick();
  }

  #replaceFocused(item, entry) {
    const made = this.maker.make(entry);
    item.replaceWith(made);
    made.focus();
  }

  #putBack(entry, items) {
    const next = items.find((item) => item.entry?.seq > entry.seq);
    // What is older than all that is here would leave a gap behind it.
    if (next && (next !== items[0] || items.length < FEW)) next.before(this.maker.make(entry));
    else if (!next && this.waiting.size) this.waiting.insert(entry);
    else if (!next) this.push(entry);
  }

  #plan() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#paused) this.#showMore();
      else this.#flush();
    });
  }

  #flush() {
    this.#append(this.waiting.take(STEP));
    this.#showMore();
    this.#stick();
    if (this.waiting.size) this.#plan();
  }

  #append(entries) {
    if (!entries.length) return;
    this.list.append(...entries.map((entry) => (entry.t === "note" ? note(entry) : this.maker.make(entry))));
    this.#drawDays();
    const over = this.list.childElementCount - MOST;
    if (over <= 0) return;
    // One more than needed: what is first then may want a line above it.
    const range = document.createRange();
    range.setStartBefore(this.list.firstElementChild);
    range.setEndBefore(this.list.children[over + 1]);
    range.deleteContents();
    this.#drawDays();
  }

  // A recording has one clock, its own.
  #drawDays() {
    if (!this.maker.replay) drawDays(this.list);
  }

  #stick() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#top = this.scroller.scrollTop;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const gap = scrollHeight - clientHeight - scrollTop;
    const up = scrollTop < this.#top - 2;
    this.#top = scrollTop;
    if (!this.#paused) {
      // Only a person scrolls up; new messages never do.
      if (up && gap > NEAR) this.pause();
    } else if (gap <= 2 && !up) this.#readOn();
  }

  // Somebody who scrolls down reads on from where they were instead of being thrown to the end.
  #readOn() {
    if (!this.waiting.size) {
      this.toNewest();
      return;
    }
    this.#append(this.waiting.take(STEP));
    this.#top = this.scroller.scrollTop;
    this.#showMore();
  }

  #showMore() {
    const count = this.waiting.size + this.waiting.skipped;
    if (!this.waiting.size) this.waiting.skipped = 0;
    this.empty.hidden = !this.isReady || this.list.childElementCount > 0 || count > 0;
    this.more.hidden = !this.#paused || !this.waiting.size;
    if (this.more.hidden) return;
    const text = count > 999 ? gettext("More than 999 new messages") : interpolate(ngettext("%(n)s new message", "%(n)s new messages", count), { n: count });
    this.more.querySelector("[data-more-text]").textContent = text;
  }
}

function note({ text }) {
  return make("li", { class: "chat-note" }, make("bdi", { dir: "auto" }, text));
}
