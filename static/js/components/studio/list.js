// The studio's list: filters without leaving the page, bulk actions, processing shown live.
import { locale } from "piyakast/lib/i18n.js";
import { on } from "piyakast/lib/feed.js";
import { percent } from "piyakast/lib/upload/words.js";
import { ENDED } from "piyakast/lib/video-progress.js";
import { bindBulk } from "piyakast/components/studio/bulk.js";
import { swap } from "piyakast/components/studio/swap.js";

const results = document.querySelector("[data-results]");
const filter = document.querySelector("[data-filter]");
const ticked = () => results.querySelector("[name=ids]:checked");
let shown = 0;

const bind = () => {
  for (const time of results.querySelectorAll("time[data-local]")) {
    time.textContent = new Date(time.dateTime).toLocaleString(locale(), { dateStyle: "medium", timeStyle: "short" });
  }
};

async function redraw(url = location.pathname + location.search) {
  const turn = ++shown;
  const focus = results.contains(document.activeElement);
  const target = new URL(url, location.href);
  target.searchParams.delete("undo");
  try {
    await swap(["[data-tabs]", "[data-results]"], target);
  } catch {
    location.assign(target);
    return;
  }
  if (turn !== shown) return;
  bind();
  results.dispatchEvent(new Event("redrawn"));
  if (focus) (results.querySelector("[data-pick-all]") ?? results.querySelector("a"))?.focus({ preventScroll: true });
}

bind();
bindBulk(results, redraw);

filter?.addEventListener("change", ({ target }) => { if (target.tagName === "SELECT") show(); });
filter?.addEventListener("submit", (event) => { event.preventDefault(); show(); });
let typing;
filter?.elements.q.addEventListener("input", (event) => {
  clearTimeout(typing);
  if (!event.isComposing) typing = setTimeout(show, 400);
});
filter?.elements.q.addEventListener("compositionend", () => { typing = setTimeout(show, 400); });

function show() {
  clearTimeout(typing);
  const asked = new URLSearchParams([...new FormData(filter)].filter(([name, value]) => value && !(name === "sort" && value === "newest")));
  const url = `${location.pathname}${asked.size ? `?${asked}` : ""}`;
  history.replaceState(null, "", url);
  redraw(url);
}

let again;
on("video.progress", (event) => {
  const row = results.querySelector(`[data-video="${CSS.escape(event.video)}"]`);
  if (!row) return;
  const state = row.querySelector("[data-state]");
  const bar = row.querySelector("[data-percent]");
  if (state) state.textContent = `${event.message} · ${percent(event.percent / 100)}`;
  if (bar) bar.value = event.percent;
  if ((ENDED.has(event.stage) || !bar) && !ticked()) {
    clearTimeout(again);
    again = setTimeout(() => redraw(), 300);
  }
});
// What was told before the socket connected, or while it was lost, is read again.
on("feed.ready", () => { if (results.querySelector("[data-percent]") && !ticked()) redraw(); });
