// What one can do with a message: by pointer (a small bar), by keyboard (arrows, letters, Enter), by a long press.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { shortcutsOn } from "piyakast/lib/shortcuts.js";
import { toast } from "piyakast/lib/toast.js";
import { icon, make } from "piyakast/components/chat/dom.js";
import { openMenu } from "piyakast/components/chat/menu.js";

const LONG_MS = 500;
const STILL_PX = 10;

export class MessageActions {
  #press;
  #pressedAt = null;

  constructor(list, { moderation, pinned, reply, card, leave }) {
    Object.assign(this, { list, moderation, pinned, reply, card, leave });
    this.bar = make("span", { class: "chat-bar" },
      this.answer = make("button", { type: "button", class: "chat-bar__button", "aria-label": gettext("Reply"), "data-act": "reply" }, icon("reply", "icon--small")),
      make("button", { type: "button", class: "chat-bar__button", "aria-label": gettext("More"), "aria-haspopup": "menu", "data-act": "menu" }, icon("ellipsis-vertical", "icon--small")));
    const host = list.scroller;
    host.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") this.#showBar(itemAt(event.target)); });
    host.addEventListener("pointerleave", () => { if (!this.bar.matches(":focus-within")) this.bar.remove(); });
    host.addEventListener("focusin", (event) => this.#focused(event));
    host.addEventListener("focusout", (event) => { if (!host.contains(event.relatedTarget)) this.#left(); });
    host.addEventListener("click", (event) => this.#click(event));
    host.addEventListener("keydown", (event) => this.#key(event));
    host.addEventListener("pointerdown", (event) => this.#down(event));
    host.addEventListener("pointermove", (event) => this.#moved(event));
    for (const type of ["pointerup", "pointercancel"]) host.addEventListener(type, () => clearTimeout(this.#press));
    host.addEventListener("contextmenu", (event) => { if (this.#pressedAt) event.preventDefault(); });
  }

  /** The menu of a message. */
  open(item, at) {
    if (!item?.entry?.by) return;
    this.list.pause();
    openMenu({
      anchor: item,
      at,
      label: interpolate(gettext("Message of %(name)s"), item.entry.by),
      items: this.#items(item),
    });
  }

  #items(item) {
    const { moderation } = this;
    const { entry } = item;
    const seen = !isRemoved(item);
    const { by } = entry;
    const items = [];
    const add = (text, shape, act, { danger = false, group = 0 } = {}) => items.push({ text, icon: shape, act, danger, group });
    if (seen && moderation.you.can_write) add(gettext("Reply"), "reply", () => this.reply(entry));
    add(gettext("Copy text"), "copy", () => copy(entry.text));
    add(interpolate(gettext("About %(name)s"), by), "user", () => this.card(by));
    if (seen && moderation.may("pin")) {
      if (this.pinned.id === entry.id) add(gettext("Unpin"), "pin-off", () => moderation.unpin(entry));
      else add(gettext("Pin"), "pin", () => moderation.pin(entry));
    }
    if (seen && moderation.mayDelete(entry)) add(gettext("Delete"), "trash-2", () => moderation.remove(entry), { danger: true, group: 1 });
    if (moderation.mayActOn(by)) {
      add(gettext("10 minutes of silence"), "timer", () => moderation.timeOut(by, 600), { danger: true, group: 1 });
      add(gettext("Time out …"), "hand", () => moderation.askTimeOut(by), { danger: true, group: 1 });
      add(gettext("Ban …"), "ban", () => moderation.askBan(by), { danger: true, group: 1 });
      add(gettext("Remove all messages …"), "eraser", () => moderation.askClearUser(by), { danger: true, group: 1 });
    }
    return items;
  }

  #showBar(item) {
    if (!item?.entry?.by || item === this.bar.parentElement) return;
    this.answer.hidden = isRemoved(item) || !this.moderation.you.can_write;
    item.append(this.bar);
  }

  #focused({ target }) {
    const item = itemAt(target);
    if (!item) return;
    // A message that has the focus must not be pushed out by new ones.
    this.list.pause();
    this.#showBar(item);
  }

  #left() {
    this.bar.remove();
    const { scrollHeight, scrollTop, clientHeight } = this.list.scroller;
    if (scrollHeight - scrollTop - clientHeight < 4) this.list.toNewest();
  }

  #click(event) {
    const item = itemAt(event.target);
    if (!item?.entry?.by) return;
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "reply") this.reply(item.entry);
    else if (act === "menu") this.open(item, event.target.closest("button").getBoundingClientRect());
    else if (event.target.closest("[data-person]")) this.card(item.entry.by);
    // On glass there is no hovering: a tap shows the bar. Assistive technology clicks without a pointer.
    else if (event.pointerType === "touch" && !event.target.closest("a")) this.#showBar(item);
  }

  #down(event) {
    clearTimeout(this.#press);
    this.#pressedAt = null;
    const item = itemAt(event.target);
    if (event.pointerType === "mouse" || !item || event.target.closest("a, button")) return;
    this.#pressedAt = { x: event.clientX, y: event.clientY };
    this.#press = setTimeout(() => {
      const { x, y } = this.#pressedAt;
      this.open(item, { left: x, top: y });
    }, LONG_MS);
  }

  #moved(event) {
    if (!this.#pressedAt) return;
    if (Math.hypot(event.clientX - this.#pressedAt.x, event.clientY - this.#pressedAt.y) > STILL_PX) {
      clearTimeout(this.#press);
      this.#pressedAt = null;
    }
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea")) return;
    const item = itemAt(event.target);
    const run = this.#walk(event.key, item) ?? (item && (event.target === item || event.key === "Escape") ? this.#letters(event, item) : null);
    if (!run) return;
    event.preventDefault();
    // The player listens to some of these letters, too.
    event.stopPropagation();
    run();
  }

  #walk(key, item) {
    const items = [...this.list.items].filter((each) => each.entry);
    const here = items.indexOf(item);
    const to = {
      ArrowUp: here < 0 ? items.length - 1 : Math.max(0, here - 1),
      ArrowDown: here < 0 ? items.length - 1 : Math.min(items.length - 1, here + 1),
      Home: 0,
      End: items.length - 1,
    }[key];
    if (to === undefined || !items.length) return null;
    return () => items[to].focus();
  }

  #letters(event, item) {
    const { entry } = item;
    const { key } = event;
    if (key === "Escape") return () => this.leave();
    if (key === "Enter" || key === "ContextMenu" || (key === "F10" && event.shiftKey)) return () => this.open(item, item.getBoundingClientRect());
    if (!entry?.by) return null;
    const { moderation } = this;
    const seen = !isRemoved(item);
    if (key === "Delete" && seen && moderation.mayDelete(entry)) return () => this.#onward(item, () => moderation.remove(entry));
    if (!shortcutsOn()) return null;
    const letters = {
      r: seen && moderation.you.can_write && (() => this.reply(entry)),
      u: () => this.card(entry.by),
      d: seen && moderation.mayDelete(entry) && (() => this.#onward(item, () => moderation.remove(entry))),
      p: seen && moderation.may("pin") && (() => moderation.pin(entry)),
      t: moderation.mayActOn(entry.by) && (() => moderation.askTimeOut(entry.by)),
      b: moderation.mayActOn(entry.by) && (() => moderation.askBan(entry.by)),
    };
    return letters[key.toLowerCase()] || null;
  }

  // The focus stays where the message was, so that the next one can be dealt with.
  #onward(item, act) {
    item.focus();
    act();
  }
}

// Of what is gone nothing is answered, pinned or deleted; who said it can still be dealt with.
const isRemoved = (item) => item.classList.contains("chat-message--removed");

const itemAt = (target) => target.closest?.("[data-messages] > li");

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(gettext("Text copied."));
  } catch {
    toast(gettext("The browser did not let us copy. Select the text instead."), { error: true });
  }
}
