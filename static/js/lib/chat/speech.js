// What a screen reader is told of a room: never more than one sentence in a few seconds, however much is said.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";

const EVERY_MS = 6000;
const MOST_LETTERS = 160;

export class Speech {
  /** "all", "mentions" or "none". */
  mode = "all";
  #say;
  #waiting = [];
  #timer = null;
  #free = 0;

  constructor(say, { every = EVERY_MS, now = () => performance.now(), later = (run, ms) => setTimeout(run, ms) } = {}) {
    this.#say = say;
    Object.assign(this, { every, now, later });
  }

  /** Somebody said something; `toMe` when it is meant for the listener. */
  hear(name, text, { toMe = false, entry = null } = {}) {
    if (this.mode === "none" || (this.mode === "mentions" && !toMe)) return;
    this.#waiting.push({ name, text, toMe, entry });
    if (this.#waiting.length > 500) this.#waiting.shift();
    this.#plan();
  }

  /** Said in its turn, before messages: what happened, not what was said. */
  tell(sentence) {
    this.#waiting.push({ sentence });
    this.#plan();
  }

  /** What was removed before its turn came is not said: messages for whose entry `of` is true. */
  forget(of) {
    this.#waiting = this.#waiting.filter(({ entry }) => !entry || !of(entry));
  }

  #plan() {
    if (this.#timer !== null) return;
    this.#timer = this.later(() => {
      this.#timer = null;
      if (!this.#waiting.length) return;
      this.#free = this.now() + this.every;
      this.#say(summary(this.#waiting.splice(0)));
    }, Math.max(0, this.#free - this.now()));
  }
}

/** One sentence for all that is waiting. */
export function summary(waiting) {
  const told = waiting.filter((each) => each.sentence).map((each) => each.sentence);
  const said = waiting.filter((each) => !each.sentence);
  if (told.length) told.splice(0, told.length - 2);
  const mine = said.filter((each) => each.toMe);
  const newest = mine.at(-1) ?? said.at(-1);
  if (newest) {
    if (said.length > 1) {
      const text = ngettext("%(n)s new message.", "%(n)s new messages.", said.length);
      told.push(interpolate(text, { n: said.length }));
    }
    told.push(mine.length
      ? interpolate(gettext("%(name)s to you: %(text)s"), short(newest))
      : interpolate(gettext("%(name)s: %(text)s"), short(newest)));
  }
  return told.join(" ");
}

const short = ({ name, text }) => {
  const letters = Array.from(text);
  return { name, text: letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join("")}…` : text };
};
