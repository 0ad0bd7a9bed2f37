// The upload page: files come in by drop or picker, each becomes a card; uploads of before wait for their file.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { on } from "piyakast/lib/feed.js";
import { toast } from "piyakast/lib/toast.js";
import { openUploads } from "piyakast/lib/upload/api.js";
import { Queue } from "piyakast/lib/upload/queue.js";
import { announce } from "piyakast/components/upload/announce.js";
import { bindDrop } from "piyakast/components/upload/drop.js";
import { UploadCard } from "piyakast/components/upload/card.js";
import { bindQuota } from "piyakast/components/upload/quota.js";

// Pushes may be lost while the socket reconnects: then the page asks.
const ASK_AFTER_MS = 10_000;

const drop = document.querySelector("[data-drop]");
const list = document.querySelector("[data-uploads]");
const replaces = drop.dataset.replaces || undefined;
const queue = new Queue();
const quota = bindQuota(document.querySelector("[data-quota]"));
const cards = new Set();

function take(files) {
  // A new file for one video is one file.
  const chosen = replaces ? [...files].slice(0, 1) : [...files];
  const before = [...cards];
  // What was chosen now stands above what waits since another day, where one sees it.
  const above = list.firstElementChild;
  for (const file of chosen) {
    const waiting = before.find((card) => card.awaits(file));
    if (waiting) waiting.goOnWith(file);
    else if (before.some((card) => card.triesAgain(file))) continue;
    else if (!before.some((card) => card.has(file))) add({ file, above });
  }
  if (chosen.length) {
    announce(interpolate(ngettext("%(n)s file added.", "%(n)s files added.", chosen.length), { n: chosen.length }));
  }
}

function add({ file, upload, above = null }) {
  const first = ![...cards].some((card) => upload || card.transfer);
  const card = new UploadCard({ file, upload, replaces, queue, first });
  cards.add(card);
  list.insertBefore(card.element, above);
  card.element.addEventListener("upload:changed", () => quota.refresh());
  card.element.addEventListener("upload:closed", () => { cards.delete(card); quota.refresh(); });
  card.open();
}

bindDrop(drop, take);

window.addEventListener("beforeunload", (event) => {
  if ([...cards].some((card) => card.holdsFile)) event.preventDefault();
});

on("video.progress", (event) => {
  for (const card of cards) if (card.videoId === event.video) card.processing.hear(event);
});
on("feed.ready", () => { for (const card of cards) card.processing.ask(); });
setInterval(() => { for (const card of cards) card.processing.askIfSilent(ASK_AFTER_MS); }, ASK_AFTER_MS);

try {
  const before = (await openUploads()).filter((upload) => !replaces || upload.video === replaces);
  for (const upload of before) if (![...cards].some((card) => card.videoId === upload.video)) add({ upload });
} catch (error) {
  toast(interpolate(gettext("Uploads of before could not be read: %(reason)s"), { reason: error.message }), { error: true });
}
document.documentElement.dataset.uploads = "ready";
