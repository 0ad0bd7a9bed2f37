// Ticking videos and acting on them: all of a page, a stretch with Shift, nothing with Escape; every action can be
// taken back from the toast that tells of it.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { toast } from "piyakast/lib/toast.js";
import { confirmDialog } from "piyakast/lib/dialog.js";
import { serverTime } from "piyakast/lib/studio/times.js";
import { attempt } from "piyakast/components/studio/attempt.js";
import { sayZone } from "piyakast/components/studio/fields.js";

const API = "/api/v1/studio/bulk";
const NAMED = 5;

export function bindBulk(results, redraw) {
  let last = null;
  const form = () => results.querySelector("[data-bulk]");
  const boxes = () => [...results.querySelectorAll("[name=ids]")];
  const picked = () => boxes().filter((box) => box.checked);

  results.addEventListener("click", ({ target, shiftKey }) => {
    if (target.name !== "ids") return;
    const all = boxes();
    if (shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(target)].sort((a, b) => a - b);
      for (const box of all.slice(from, to + 1)) box.checked = target.checked;
    }
    last = target;
    show();
  });
  results.addEventListener("change", ({ target }) => {
    if (target.matches("[data-pick-all]")) for (const box of boxes()) box.checked = target.checked;
    if (target.type === "checkbox") show();
    if (target.type === "datetime-local") sayZone(results);
  });
  results.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = results.querySelector("[data-more][open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (picked().length) {
      for (const box of boxes()) box.checked = false;
      show();
    }
  });
  // Only one of the small boxes is open at a time.
  results.addEventListener("toggle", ({ target }) => {
    if (!target.matches("[data-more]") || !target.open) return;
    for (const other of results.querySelectorAll("[data-more][open]")) if (other !== target) other.open = false;
  }, true);
  results.addEventListener("submit", (event) => {
    if (event.target.matches("[data-bulk]")) {
      event.preventDefault();
      act(event.submitter?.value);
    } else if (event.target.matches("[data-undo]")) {
      event.preventDefault();
      undo(event.target.action.split("/").at(-3));
    }
  });
  results.addEventListener("redrawn", show);
  show();

  function show() {
    const bar = results.querySelector("[data-bulk-bar]");
    if (!bar) return;
    const n = picked().length;
    const all = bar.querySelector("[data-pick-all]");
    all.checked = n > 0 && n === boxes().length;
    all.indeterminate = n > 0 && !all.checked;
    bar.toggleAttribute("data-picking", n > 0);
    bar.querySelector("[data-bulk-actions]").hidden = n === 0;
    bar.querySelector("[data-bulk-count]").textContent = n
      ? interpolate(ngettext("%(n)s chosen", "%(n)s chosen", n), { n })
      : gettext("Choose all on this page");
    for (const box of boxes()) box.closest(".studio-item").toggleAttribute("data-picked", box.checked);
    sayZone(bar);
  }

  async function act(action) {
    const chosen = picked();
    if (!action || !chosen.length) return;
    const { category, publish_at: at } = form().elements;
    const json = { ids: chosen.map((box) => box.value), action };
    if (action === "category") json.category = category.value;
    if (action === "schedule") json.publish_at = serverTime(at.value);
    if (action === "delete" && !(await sure(chosen))) return;
    const answer = await attempt(send(API, { method: "POST", json }));
    if (!answer) return;
    await redraw();
    toast(words(action, answer.changed), answer.changed ? { undo: () => undo(answer.id) } : {});
  }

  async function undo(id) {
    const answer = await attempt(send(`${API}/${id}/undo`, { method: "POST" }));
    if (!answer) return;
    await redraw();
    toast(interpolate(ngettext("%(n)s video is as it was.", "%(n)s videos are as they were.", answer.restored), { n: answer.restored }));
  }

  function sure(chosen) {
    const titles = chosen.map((box) => box.closest(".studio-item").querySelector(".studio-item__title").textContent.trim());
    const rest = titles.length - NAMED;
    let named = titles.slice(0, NAMED).map((title) => `“${title}”`).join(", ");
    if (rest > 0) named = interpolate(ngettext("%(titles)s and %(n)s more", "%(titles)s and %(n)s more", rest), { titles: named, n: rest });
    return confirmDialog({
      title: interpolate(ngettext("Delete %(n)s video?", "Delete %(n)s videos?", titles.length), { n: titles.length }),
      text: interpolate(gettext("%(titles)s: nobody can watch from now on. You can bring them back for a while; then their files go."), { titles: named }),
      action: gettext("Delete"),
    });
  }
}

function words(action, n) {
  const texts = {
    public: ngettext("%(n)s video is public.", "%(n)s videos are public.", n),
    unlisted: ngettext("%(n)s video is unlisted.", "%(n)s videos are unlisted.", n),
    private: ngettext("%(n)s video is private.", "%(n)s videos are private.", n),
    delete: ngettext("%(n)s video deleted.", "%(n)s videos deleted.", n),
    schedule: ngettext("%(n)s video is scheduled.", "%(n)s videos are scheduled.", n),
  };
  return interpolate(n ? texts[action] ?? ngettext("%(n)s video changed.", "%(n)s videos changed.", n) : gettext("Nothing had to be changed."), { n });
}
