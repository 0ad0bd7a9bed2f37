// The share dialog: link, starting time, embed code, and the device's own share sheet.

import { gettext } from "piyakast/lib/i18n.js";
import { formatTime, parseTime } from "piyakast/lib/player/time.js";

export function bindShare() {
  const dialog = document.querySelector("[data-share]");
  const opener = document.querySelector("[data-share-open]");
  if (!dialog || !opener) return;
  const part = (name) => dialog.querySelector(`[data-share-${name}]`);
  const [link, embed, from, time, said, native] = ["link", "embed", "from", "time", "said", "native"].map(part);

  const start = () => (from.checked ? parseTime(time.value) : null);
  const update = () => {
    const seconds = start();
    time.toggleAttribute("aria-invalid", from.checked && seconds === null);
    link.value = seconds ? `${dialog.dataset.url}?t=${seconds}` : dialog.dataset.url;
    if (embed) {
      const url = embed.dataset.embedUrl;
      embed.value = embed.defaultValue.replace(`src="${url}"`, `src="${seconds ? `${url}?start=${seconds}` : url}"`);
    }
  };
  opener.addEventListener("click", () => {
    const player = document.querySelector("piyak-player")?.player;
    time.value = formatTime(player?.video.currentTime ?? 0);
    from.checked = false;
    said.textContent = "";
    update();
    dialog.showModal();
    link.select();
  });
  from.addEventListener("change", update);
  time.addEventListener("input", () => {
    from.checked = true;
    update();
  });
  dialog.addEventListener("click", async (event) => {
    if (event.target === dialog) dialog.close();
    const button = event.target.closest("[data-copy]");
    if (button) said.textContent = await copy(dialog.querySelector(`#${button.dataset.copy}`));
  });
  // Enter in the time field must not close the dialog.
  time.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  if (navigator.share) {
    native.hidden = false;
    native.addEventListener("click", () => navigator.share({ title: dialog.dataset.title, url: link.value }).catch(() => {}));
  }
}

async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return gettext("Copied.");
  } catch {
    // Without the permission (or HTTPS) the old way still works.
    return document.execCommand("copy") ? gettext("Copied.") : gettext("Select the text and copy it with your keyboard.");
  }
}
