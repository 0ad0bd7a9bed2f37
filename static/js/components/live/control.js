// The control room: what the signal is like, and what its owner does.

import { confirmDialog } from "piyakast/lib/dialog.js";
import { send } from "piyakast/lib/http.js";
import { gettext } from "piyakast/lib/i18n.js";
import { attempt, toast } from "piyakast/lib/toast.js";
import { bindConfirm } from "piyakast/components/confirm-form.js";
import { bindCopyLines } from "piyakast/components/live/copying.js";
import { bindElapsed } from "piyakast/components/live/elapsed.js";
import { bindMarkers } from "piyakast/components/live/markers.js";
import { bindStreamPage } from "piyakast/components/live/page.js";
import { bindSignal } from "piyakast/components/live/signal.js";
import { drawState } from "piyakast/components/live/state-badge.js";
import { bindTestMode } from "piyakast/components/live/test-mode.js";

export function bindControlRoom(room) {
  const api = `/api/v1/studio/live/${encodeURIComponent(room.dataset.control)}`;
  bindStreamPage(room);
  bindCopyLines(room);
  bindElapsed(room);
  bindSignal(room);
  for (const form of room.querySelectorAll("[data-confirm-title]")) bindConfirm(form);
  bindState(room);
  bindChat(room);
  bindKey(room, api);
  bindMarkers(room, api);
  bindTitle(room, api);
  bindTestMode(room, api);
}

function bindState(room) {
  const badge = room.querySelector("[data-state-badge]");
  const reopen = room.querySelector("[data-reopen]");
  room.addEventListener("livestate", ({ detail }) => {
    reopen.hidden = !detail.over;
    drawState(badge, detail.state);
    const since = room.querySelector("dd[data-live-since]");
    if (!["live", "reconnecting"].includes(detail.state)) {
      since.dataset.liveSince = "";
      since.textContent = "–";
    }
  });
}

// On air the chat stands beside the picture. The rest is moved, for a chat that is would connect anew; and not while somebody
// writes in it.
function bindChat(room) {
  const side = room.querySelector(".control__side");
  const chat = side.querySelector(".live-chat");
  room.addEventListener("livestate", ({ detail }) => {
    const rest = [...side.children].filter((each) => each !== chat);
    const at = document.activeElement;
    const writes = at?.matches("input") && rest.some((each) => each.contains(at));
    if (!["live", "reconnecting"].includes(detail.state) || side.firstElementChild === chat || writes) return;
    side.append(...rest);
    at?.focus({ preventScroll: true });
  });
}

// The key comes in the answer and is shown in the page, nowhere else.
function bindKey(room, api) {
  const form = room.querySelector("[data-key-form]");
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "take_away") return;
    event.preventDefault();
    const { title, text, action } = form.dataset;
    if ("replaces" in form.dataset && !(await confirmDialog({ title, text, action }))) return;
    await attempt(async () => {
      const { key } = await send(`${api}/key`, { method: "POST" });
      const line = room.querySelector("[data-key-shown]");
      line.querySelector("[data-copy-text]").textContent = key;
      line.hidden = false;
      room.querySelector("[data-key-once]").hidden = false;
      room.querySelector("[data-key-known]").hidden = true;
      form.dataset.replaces = "";
      form.querySelector("[data-key-button]").lastChild.data = action;
      form.elements.take_away.hidden = false;
      line.querySelector("button").focus();
    });
  });
}

function bindTitle(room, api) {
  const form = room.querySelector("[data-quick-title]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await attempt(async () => {
      const stream = await send(api, { method: "PATCH", json: { title: form.elements.title.value } });
      form.elements.title.value = stream.title;
      toast(gettext("Saved."));
    });
  });
}
