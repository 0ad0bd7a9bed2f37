// How much room the channel has left, read again when an upload begins, ends or goes, and when the page is looked at again.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { usage } from "piyakast/lib/upload/api.js";
import { bytes } from "piyakast/lib/upload/words.js";

export function bindQuota(box) {
  const meter = box.querySelector("meter");
  const words = box.querySelector("[data-quota-words]");
  const deleted = box.querySelector("[data-quota-deleted]");
  const deletedWords = box.querySelector("[data-quota-deleted-words]");

  async function refresh() {
    let held;
    try {
      held = await usage();
    } catch {
      return; // what is shown is old, not wrong; the next change reads it again
    }
    box.hidden = false;
    meter.value = held.used_bytes / held.limit_bytes;
    words.textContent = interpolate(gettext("%(used)s of %(limit)s used"), {
      used: bytes(held.used_bytes), limit: bytes(held.limit_bytes),
    });
    deleted.hidden = !held.deleted_bytes;
    deletedWords.textContent = interpolate(gettext("%(size)s of it in deleted videos"), { size: bytes(held.deleted_bytes) });
  }

  // Room may have been made in another tab.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  refresh();
  return { refresh };
}
