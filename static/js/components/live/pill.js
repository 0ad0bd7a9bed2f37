// The LIVE pill: says whether the picture is the broadcast itself or how far behind it is, and leads there.

import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { isAtEdge } from "piyakast/lib/live/latency.js";
import { formatTime } from "piyakast/lib/player/time.js";
import { make } from "piyakast/components/player/dom.js";

/** Keep the pill true; returns how to stop. */
export function bindPill(player, pill) {
  const dot = make("span", { class: "live-pill__dot", "aria-hidden": "true" });
  const words = make("span", {}, gettext("LIVE"));
  const late = make("span", { class: "live-pill__late" });
  pill.append(dot, words, late);
  pill.addEventListener("click", () => player.actions.goLive());
  const draw = () => {
    const { engine, video, config } = player;
    const behind = Math.max(0, engine.edge - video.currentTime);
    const live = !video.paused && (player.following || isAtEdge(behind, config.state.latency));
    pill.toggleAttribute("data-live", live);
    late.textContent = live || !Number.isFinite(behind) ? "" : `−${formatTime(behind)}`;
    const label = live
      ? gettext("Live now")
      : interpolate(gettext("%(time)s behind. Go to the live broadcast."), { time: formatTime(behind || 0) });
    if (pill.getAttribute("aria-label") !== label) {
      pill.setAttribute("aria-label", label);
      pill.title = label;
    }
  };
  const timer = setInterval(draw, 500);
  draw();
  return () => clearInterval(timer);
}
