// The “Watch later” list, from wherever a video is shown.
import { send } from "piyakast/lib/http.js";
import { gettext } from "piyakast/lib/i18n.js";
import { attempt, toast } from "piyakast/lib/toast.js";

const address = (id) => `/api/v1/me/later/${id}`;

export const putIntoLater = (id) => send(address(id), { method: "PUT" });

export const takeFromLater = (id) => send(address(id), { method: "DELETE" });

export async function saveForLater(id) {
  await attempt(async () => {
    await putIntoLater(id);
    toast(gettext("Saved to “Watch later”."), { undo: () => attempt(() => takeFromLater(id)) });
  });
}
