// The watch page: what works before and beside the player.

import "piyakast/components/player/player.js";
import { bindAutoplaySwitch } from "piyakast/components/watch/autoplay-switch.js";
import { bindCountdown } from "piyakast/components/watch/countdown.js";
import { bindDescription } from "piyakast/components/watch/description.js";
import { bindFollow } from "piyakast/components/follow.js";
import { bindProcessing } from "piyakast/components/watch/processing.js";
import { bindSeekLinks } from "piyakast/components/watch/seek-links.js";
import { bindShare } from "piyakast/components/watch/share.js";
import { saveForLater } from "piyakast/lib/watch-later.js";
import { recall } from "piyakast/lib/player/prefs.js";

const page = document.querySelector("[data-watch-page]");
// Before anything is drawn anew, so that nothing jumps.
page.toggleAttribute("data-theater", recall("theater", false));
bindDescription(page);
bindSeekLinks(page);
bindShare();
bindAutoplaySwitch(page);
bindCountdown(page);
bindProcessing(page);
bindFollow(page);
page.querySelector("[data-save-later]")?.addEventListener("click", () => saveForLater(page.dataset.video));
// Few videos are premieres: the others need not pay for it before they play.
if (page.querySelector("[data-premiere-facts]")) import("piyakast/components/watch/premiere.js").then(({ bindPremiere }) => bindPremiere(page));
