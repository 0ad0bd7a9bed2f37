// The creator's pages of live: the details form, and the control room.

import { bindControlRoom } from "piyakast/components/live/control.js";
import { bindStreamForm } from "piyakast/components/live/form.js";

const room = document.querySelector("[data-control]");
if (room) {
  import("piyakast/components/live/stage.js");
  bindControlRoom(room);
}
for (const form of document.querySelectorAll("[data-stream-form]")) bindStreamForm(form);
const picture = document.querySelector("[data-picture-form]");
picture?.querySelector("[type=file]").addEventListener("change", () => picture.requestSubmit());
