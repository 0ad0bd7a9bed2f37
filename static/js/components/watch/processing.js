// What the owner sees while the video is prepared: live percent over the page's socket.

import { on } from "piyakast/lib/feed.js";

export function bindProcessing(page) {
  const boxes = page.querySelectorAll("[data-processing]");
  if (!boxes.length) return;
  const show = (selector, text) => {
    for (const node of page.querySelectorAll(selector)) node.textContent = text;
  };
  const progress = page.querySelector("[data-processing-bar]");
  progress?.style.setProperty("--percent", progress.getAttribute("aria-valuenow"));
  on("video.progress", (event) => {
    if (event.video !== page.dataset.video) return;
    show("[data-processing-percent]", `${event.percent}%`);
    if (event.message) show("[data-processing-message]", event.message);
    progress?.setAttribute("aria-valuenow", String(event.percent));
    progress?.style.setProperty("--percent", String(event.percent));
    const started = Boolean(page.querySelector("piyak-player"));
    // Now there is something to play, or a reason to read: the server has the page for it.
    if (!started && ["playable", "ready", "failed"].includes(event.state)) location.reload();
    if (started && event.state === "ready") for (const box of boxes) box.hidden = true;
  });
}
