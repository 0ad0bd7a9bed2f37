// The studio's edit page.
import "piyakast/components/player/player.js";
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { toast } from "piyakast/lib/toast.js";
import { confirmDialog } from "piyakast/lib/dialog.js";
import { ENDED, followProgress } from "piyakast/lib/video-progress.js";
import { percent } from "piyakast/lib/upload/words.js";
import { attempt } from "piyakast/components/studio/attempt.js";
import { bindCaptions } from "piyakast/components/studio/captions.js";
import { bindChapters } from "piyakast/components/studio/chapters.js";
import { bindOriginal } from "piyakast/components/studio/original.js";
import { bindPoster } from "piyakast/components/studio/poster.js";
import { Details } from "piyakast/components/studio/details.js";

const page = document.querySelector("[data-edit]");
const { edit: id, title, list } = page.dataset;
const api = `/api/v1/studio/videos/${id}`;
const player = document.querySelector("piyak-player");

const details = new Details(page.querySelector("[data-details]"), id);
bindOriginal(page.querySelector("[data-original]"), page.querySelector("[data-original-gone]"));
bindPoster(document.getElementById("poster"), api);
bindCaptions(document.getElementById("captions"), api);
bindChapters(document.getElementById("chapters"), api, player?.config?.duration ?? 0);

page.querySelector("[data-delete]").addEventListener("click", async (event) => {
  event.preventDefault();
  const sure = await confirmDialog({
    title: interpolate(gettext("Delete “%(title)s”?"), { title }),
    text: gettext("Nobody can watch it from now on. You can bring it back for a while; then its files go."),
    action: gettext("Delete"),
  });
  if (!sure) return;
  const edit = await attempt(send("/api/v1/studio/bulk", { method: "POST", json: { ids: [id], action: "delete" } }));
  if (edit) location.assign(`${list}?undo=${edit.id}`);
});

document.querySelector("[data-retry]")?.addEventListener("click", async () => {
  if (await attempt(send(`${api}/retry`, { method: "POST" })) && !details.open.length) location.reload();
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    toast(gettext("Copied."));
  });
}

let shown = page.dataset.shown;
followProgress(id, ({ state, stage, percent: done, message }) => {
  const now = `${state} ${stage}`;
  const ended = ENDED.has(stage);
  // What the page says already is no news: to read it again would never end.
  if (!stage || (ended && now === shown)) return;
  shown = now;
  const working = document.querySelector("[data-working]");
  working.hidden = ended;
  working.querySelector("[data-percent]").value = done;
  working.querySelector("[data-working-text]").textContent = `${message || gettext("Processing")} · ${percent(done / 100)}`;
  if (stage === "done" && message) document.querySelector("[data-state]").textContent = message;
  if (!ended) return;
  // The page as it is now has a player, pictures to choose from, or a reason; not at the price of typed text.
  if (!details.open.length) location.reload();
  else toast(message || gettext("Ready to watch."));
});
