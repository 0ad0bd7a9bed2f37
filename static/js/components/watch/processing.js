// What the owner sees while the video is prepared: live percent over the page's socket.

import { followProgress } from "piyakast/lib/video-progress.js";

export function bindProcessing(page) {
  const boxes = page.querySelectorAll("[data-processing]");
  if (!boxes.length) return;
  const show = (selector, text) => {
    for (const node of page.querySelectorAll(selector)) node.textContent = text;
  };
  const progress = page.querySelector("[data-processing-bar]");
  progress?.style.setProperty("--percent", progress.getAttribute("aria-valuenow"));
  let shown = boxes[0].dataset.processing;
  followProgress(page.dataset.video, ({ state, percent, message }) => {
    const changed = state !== shown;
    shown = state;
    show("[data-processing-percent]", `${percent}%`);
    if (message) show("[data-processing-message]", message);
    progress?.setAttribute("aria-valuenow", String(percent));
    progress?.style.setProperty("--percent", String(percent));
    const started = Boolean(page.querySelector("piyak-player"));
    // Now there is something to play, or a reason to read: the server has the page for it.
    if (changed && !started && ["playable", "ready", "failed"].includes(state)) location.reload();
    if (started && state === "ready") for (const box of boxes) box.hidden = true;
  });
}
