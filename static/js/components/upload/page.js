// The upload page: files come in by drop or picker, each becomes a row; open uploads of before wait for their file.
import { ngettext, interpolate } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { on } from "piyakast/lib/feed.js";
import { fingerprint } from "piyakast/lib/upload/parts.js";
import { UploadRow } from "piyakast/components/upload/row.js";

const drop = document.querySelector("[data-drop]");
const picker = drop.querySelector("input[type=file]");
const list = document.querySelector("[data-uploads]");
const says = document.querySelector("[data-upload-status]");
const rows = [];

function take(files) {
  let taken = 0;
  for (const file of files) {
    const waiting = rows.find((row) => row.awaits(fingerprint(file)));
    if (waiting) waiting.resumeWith(file);
    else addRow({ file });
    taken += 1;
  }
  if (taken) {
    says.textContent = interpolate(ngettext("%(n)s file added.", "%(n)s files added.", taken), { n: taken });
  }
}

function addRow(options) {
  const row = new UploadRow({ ...options, replaces: drop.dataset.replaces || undefined });
  rows.push(row);
  list.prepend(row.element);
  row.start();
}

picker.addEventListener("change", () => { take(picker.files); picker.value = ""; });
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.dataset.over = ""; });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => { delete drop.dataset.over; });
drop.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });
// A file that misses the box must not replace the page and everything on it.
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());

window.addEventListener("beforeunload", (event) => {
  if (rows.some((row) => row.busy)) event.preventDefault();
});

on("video.progress", (event) => rows.find((row) => row.videoId === event.video)?.processing(event));
on("feed.ready", () => rows.forEach((row) => row.refresh()));

for (const upload of (await send("/api/v1/uploads")).reverse()) addRow({ upload });
