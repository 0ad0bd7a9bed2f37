// For how long a broadcast is on air, counting on.

import { formatTime } from "piyakast/lib/player/time.js";

export function bindElapsed(root) {
  const draw = () => {
    for (const each of root.querySelectorAll("[data-live-since]")) {
      const since = new Date(each.dataset.liveSince).getTime();
      if (!Number.isNaN(since)) each.textContent = formatTime((Date.now() - since) / 1000);
    }
  };
  draw();
  return setInterval(draw, 1000);
}
