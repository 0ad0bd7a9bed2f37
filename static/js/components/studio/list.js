// The studio's list: bulk actions appear with the first tick; processing shows its percent live.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { confirmDialog } from "piyakast/lib/dialog.js";
import { on } from "piyakast/lib/feed.js";
import { percent } from "piyakast/lib/upload/words.js";

const form = document.querySelector("[data-bulk]");
if (form) {
  const bar = form.querySelector("[data-bulk-bar]");
  const count = form.querySelector("[data-bulk-count]");
  const picked = () => [...form.querySelectorAll("[name=ids]:checked")];

  form.addEventListener("change", () => {
    const n = picked().length;
    bar.hidden = n === 0;
    count.textContent = interpolate(ngettext("%(n)s video", "%(n)s videos", n), { n });
  });

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.value !== "delete" || form.dataset.sure) return;
    event.preventDefault();
    const titles = picked().map((box) => box.closest("li").querySelector(".studio-item__title").textContent);
    const sure = await confirmDialog({
      title: interpolate(ngettext("Delete %(n)s video?", "Delete %(n)s videos?", titles.length), { n: titles.length }),
      text: interpolate(gettext("%(titles)s — gone for everybody, for ever."), { titles: titles.slice(0, 5).join(", ") }),
      action: gettext("Delete"),
    });
    if (!sure) return;
    form.dataset.sure = "yes";
    form.requestSubmit(event.submitter);
  });

  on("video.progress", (event) => {
    const state = form.querySelector(`[data-video="${event.video}"] [data-state]`);
    if (state) state.textContent = event.state === "ready" ? event.message : `${event.message} ${percent(event.percent / 100)}`;
  });
}
