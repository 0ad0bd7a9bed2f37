// Where one types: sends on Enter, keeps every letter until it is safe with the server, and says when one must wait.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { Draft } from "piyakast/lib/chat/draft.js";
import { lengthOf } from "piyakast/lib/chat/pieces.js";

export const MOST_LETTERS = 500;
const NEAR = 60;

export class Composer {
  reply = null;
  /** Why nothing can be sent at all; empty while it can. */
  locked = "";
  #freeAt = 0;
  #tick;

  /** `onsend(text, reply)` is called with what is to be said. */
  constructor(root, { place, onsend, suggest }) {
    this.form = root.querySelector("[data-composer]");
    this.field = this.form.querySelector("textarea");
    this.counter = this.form.querySelector("[data-counter]");
    this.button = this.form.querySelector("[data-send]");
    this.wait = this.form.querySelector("[data-wait]");
    this.quote = this.form.querySelector("[data-quote]");
    this.onsend = onsend;
    this.suggest = suggest;
    this.draft = new Draft(place);
    this.field.value = this.draft.text;
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.quote.querySelector("button").addEventListener("click", () => { this.replyTo(null); this.field.focus(); });
    this.#typed();
  }

  get isWaiting() {
    return this.#freeAt > Date.now();
  }

  focus() {
    this.field.focus();
  }

  /** Answer to `entry`, or to nobody. */
  replyTo(entry) {
    this.reply = entry ? { id: entry.id, name: entry.by.name, text: entry.text } : null;
    this.quote.hidden = !entry;
    if (!entry) return;
    this.quote.querySelector("[data-quote-name]").textContent = `@${entry.by.name}`;
    this.quote.querySelector("[data-quote-text]").textContent = entry.text;
    this.focus();
  }

  /** Put text where the caret is. */
  insert(text) {
    const { selectionStart, selectionEnd, value } = this.field;
    const gap = selectionStart > 0 && !/\s$/u.test(value.slice(0, selectionStart)) ? " " : "";
    this.field.setRangeText(`${gap}${text} `, selectionStart, selectionEnd, "end");
    this.#typed();
  }

  set(text) {
    this.field.value = text;
    this.field.setSelectionRange(text.length, text.length);
    this.#typed();
    this.focus();
  }

  /** Nothing can be sent any more, `why` says a sentence: what was typed stays to be read and copied. Empty, one can again. */
  lock(why) {
    this.locked = why;
    this.field.readOnly = Boolean(why);
    this.form.querySelector("[data-emotes-open]").disabled = Boolean(why);
    if (why) this.suggest?.close();
    this.#show();
  }

  /** Nothing can be sent for `seconds`; typing goes on. */
  waitFor(seconds, reason = "") {
    this.#freeAt = Date.now() + seconds * 1000;
    this.reason = reason;
    clearInterval(this.#tick);
    if (seconds > 0) this.#tick = setInterval(() => this.#show(), 500);
    this.#show();
  }

  submit() {
    const text = this.field.value.replace(/\s*\n\s*/gu, " ").trim();
    if (!text) return;
    if (this.locked || this.isWaiting || lengthOf(text) > MOST_LETTERS) {
      this.#show();
      return;
    }
    this.suggest?.close();
    const { reply } = this;
    this.field.value = "";
    this.replyTo(null);
    this.#typed();
    this.onsend(text, reply);
  }

  destroy() {
    clearInterval(this.#tick);
  }

  #key(event) {
    // The Enter that chooses a syllable in an input method is not meant for us (Safari says 229 instead of isComposing).
    if (event.isComposing || event.keyCode === 229) return;
    if (this.suggest?.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.reply) {
      event.preventDefault();
      this.replyTo(null);
    }
  }

  #typed() {
    this.draft.text = this.field.value;
    this.#show();
  }

  #show() {
    const left = MOST_LETTERS - lengthOf(this.field.value.trim());
    this.counter.textContent = left <= NEAR ? String(left) : "";
    this.counter.toggleAttribute("data-over", left < 0);
    const seconds = Math.ceil((this.#freeAt - Date.now()) / 1000);
    if (seconds <= 0) clearInterval(this.#tick);
    this.button.toggleAttribute("data-busy", seconds > 0);
    this.button.querySelector("[data-seconds]").textContent = seconds > 0 ? String(seconds) : "";
    if (this.locked) this.form.hidden = !this.field.value;
    this.button.disabled = Boolean(this.locked) || seconds > 0 || left < 0 || !this.field.value.trim();
    this.wait.textContent = this.#explain(left, seconds);
  }

  #explain(left, seconds) {
    if (this.locked) return this.locked;
    if (left < 0) {
      const text = ngettext("%(n)s character too many. Shorten it to send it.", "%(n)s characters too many. Shorten it to send it.", -left);
      return interpolate(text, { n: -left });
    }
    if (seconds > 0) return this.reason || gettext("Slow mode: what you type is kept until you may send it.");
    return "";
  }
}
