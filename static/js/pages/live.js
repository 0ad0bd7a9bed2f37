// The page of a stream: the player, and what follows it.

import "piyakast/components/live/stage.js";
import { bindElapsed } from "piyakast/components/live/elapsed.js";
import { bindFollow } from "piyakast/components/follow.js";
import { bindReminders } from "piyakast/components/live/remind.js";
import { bindStreamPage } from "piyakast/components/live/page.js";
import { bindDescription } from "piyakast/components/watch/description.js";
import { bindShare } from "piyakast/components/watch/share.js";
import { recall } from "piyakast/lib/player/prefs.js";

const page = document.querySelector("[data-watch-page]");
if (page) {
  // Before anything is drawn anew, so that nothing jumps.
  page.toggleAttribute("data-theater", recall("theater", false));
  bindStreamPage(page);
  bindElapsed(page);
  bindFollow(page);
  bindReminders(page);
  bindDescription(page);
  bindShare();
}
