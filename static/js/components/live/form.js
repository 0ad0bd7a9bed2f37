// The details of a stream: counters, tags, what belongs to a privacy, times in this device's zone, and no lost text.

import { bindFields } from "piyakast/components/studio/fields.js";
import { serverTime } from "piyakast/lib/studio/times.js";

export function bindStreamForm(form) {
  bindFields(form);
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  form.addEventListener("formdata", ({ formData }) => {
    const time = serverTime(formData.get("starts_at"));
    if (time) formData.set("starts_at", time);
  });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
