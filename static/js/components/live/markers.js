// Moments that the creator marks: by the button or M, and taken away again.

import { send } from "piyakast/lib/http.js";
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { isTyping } from "piyakast/lib/player/keys.js";
import { formatTime } from "piyakast/lib/player/time.js";
import { attempt, toast } from "piyakast/lib/toast.js";

export function bindMarkers(room, api) {
  const form = room.querySelector("[data-marker]");
  const list = room.querySelector("[data-markers]");
  const row = room.querySelector("template[data-marker-row]");

  const drop = (item, id) => attempt(async () => {
    await send(`${api}/markers/${encodeURIComponent(id)}`, { method: "DELETE" });
    item.remove();
    form.elements.text.focus();
  });

  const show = (marker) => {
    const item = row.content.firstElementChild.cloneNode(true);
    item.querySelector("[data-marker-time]").textContent = formatTime(marker.at_s);
    item.querySelector("[data-marker-text]").textContent = marker.text;
    item.querySelector("[name=drop]").value = marker.id;
    list.append(item);
    return item;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await attempt(async () => {
      const marker = await send(`${api}/markers`, { method: "POST", json: { text: form.elements.text.value } });
      const item = show(marker);
      form.elements.text.value = "";
      toast(interpolate(gettext("Marked at %(time)s."), { time: formatTime(marker.at_s) }), { undo: () => drop(item, marker.id) });
    });
  });
  list.addEventListener("submit", async (event) => {
    event.preventDefault();
    await drop(event.target.closest("li"), event.target.elements.drop.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (form.hidden || !("shortcuts" in document.body.dataset)) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
