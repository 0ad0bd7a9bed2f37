// The switch beside the list of next videos: kept on this device, over the account's setting.

import { recall, remember } from "piyakast/lib/player/prefs.js";

export function bindAutoplaySwitch(page) {
  const input = page.querySelector("[data-autoplay-next]");
  if (!input) return;
  input.checked = recall("autoplayNext", input.checked);
  input.addEventListener("change", () => remember("autoplayNext", input.checked));
}
