// Test mode, switched while the stream runs: it says what becomes of viewers and of the recording.

import { confirmDialog } from "piyakast/lib/dialog.js";
import { send } from "piyakast/lib/http.js";
import { gettext } from "piyakast/lib/i18n.js";
import { toast } from "piyakast/lib/toast.js";

const ON_AIR = ["starting", "live", "reconnecting"];

export function bindTestMode(room, api) {
  const label = room.querySelector("[data-test-mode]");
  const box = label.querySelector("input");
  const records = "records" in label.dataset;
  label.hidden = false;

  const show = (on) => {
    box.checked = on;
    for (const each of room.querySelectorAll("[data-for-test]")) each.hidden = !on;
  };
  const isOnAir = () => ON_AIR.includes(room.dataset.state);
  const agrees = () => !isOnAir() || confirmDialog({
    title: gettext("Switch test mode on?"),
    text: records
      ? gettext("Whoever watches is sent away now. What they have seen is kept as a video; what follows is not.")
      : gettext("Whoever watches is sent away now. The broadcast goes on for you alone."),
    action: gettext("Switch it on"),
  });
  const said = (on) => {
    if (on) return gettext("Only you see the stream now.");
    return isOnAir() && records
      ? gettext("The stream is open again to whoever may see it, and is kept as a video from now on.")
      : gettext("The stream is open again to whoever may see it.");
  };

  room.addEventListener("livestate", ({ detail }) => show(detail.test));
  box.addEventListener("change", async () => {
    const on = box.checked;
    try {
      if (on && !(await agrees())) return void show(false);
      await send(api, { method: "PATCH", json: { is_test: on } });
      show(on);
      toast(said(on));
    } catch (error) {
      show(!on);
      toast(error.message, { error: true });
    }
  });
}
