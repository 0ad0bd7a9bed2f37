// Days of the reader's own calendar: of which one a moment is part, and how it is called.
import { locale } from "piyakast/lib/i18n.js";

const two = (number) => String(number).padStart(2, "0");

/** The day of a moment (ms) in the reader's time zone, as `2026-11-26`. */
export function dayOf(at) {
  const when = new Date(at);
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
}

/** "Thursday, November 26"; the year stands there when it is not this one. */
export function dayWords(at, now = Date.now()) {
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long", year }).format(at);
}
