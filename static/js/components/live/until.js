// How long until an announced stream begins; then that it is about to.

import { locale } from "piyakast/lib/i18n.js";
import { untilText } from "piyakast/components/watch/countdown.js";

/** Keep `[data-until]` (the countdown) and `[data-soon]` in `root` true for the time `iso`; returns how to stop. */
export function bindUntil(root, iso) {
  const [box, soon, unknown] = ["[data-until]", "[data-soon]", "[data-some-time]"].map((each) => root.querySelector(each));
  if (!box) return () => {};
  const due = iso ? new Date(iso).getTime() : NaN;
  const when = root.querySelector("[data-when]");
  if (iso && when) {
    when.dateTime = iso;
    when.textContent = new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeStyle: "short" }).format(due);
  }
  const draw = () => {
    const left = (due - Date.now()) / 1000;
    unknown.hidden = Boolean(iso);
    soon.hidden = !iso || left > 0;
    box.hidden = !iso || left <= 0;
    if (when) when.hidden = !iso;
    if (left > 0) box.textContent = untilText(left, locale());
  };
  draw();
  const timer = setInterval(draw, 1000);
  return () => clearInterval(timer);
}
