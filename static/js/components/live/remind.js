// The reminder button: it changes at once, and back again when the site says no. Once the stream is live it has been sent.

import { send } from "piyakast/lib/http.js";
import { gettext } from "piyakast/lib/i18n.js";
import { toast } from "piyakast/lib/toast.js";

// What is on air so long before its time is not what was announced (`EARLY` in live/models/stream.py).
const EARLY_MS = 2 * 3600 * 1000;

export function bindReminders(root) {
  root.addEventListener("livestate", ({ detail }) => {
    if (detail.state !== "live" || Date.parse(detail.starts_at) > Date.now() + EARLY_MS) return;
    for (const form of root.querySelectorAll("form[data-remind]")) show(form, false);
  });
  for (const form of root.querySelectorAll("form[data-remind]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const on = !("following" in form.dataset);
      show(form, on);
      try {
        await send(form.dataset.remindApi ?? `/api/v1/live/${encodeURIComponent(form.dataset.remind)}/reminder`, { method: on ? "PUT" : "DELETE" });
        toast(on ? gettext("We will write to you when it begins.") : gettext("No reminder will be sent."));
      } catch (error) {
        show(form, !on);
        toast(error.message, { error: true });
      }
    });
  }
}

function show(form, on) {
  const focused = form.contains(document.activeElement);
  form.toggleAttribute("data-following", on);
  if (focused) form.querySelector(on ? ".follow__stop" : ".follow__start").focus();
}
