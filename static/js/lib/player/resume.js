// Where a viewer stopped, and whether it is worth going back there.

import { recall, remember } from "piyakast/lib/player/prefs.js";

const KEPT = 60;

/** The second to resume at, or null: not for the first moments, the last ones, or short clips. */
export function resumePoint(position, duration) {
  if (!position || !duration || duration < 30) return null;
  if (position < 5 || position > duration - Math.max(5, duration * 0.05)) return null;
  return position;
}

/** Keep the position on this device, for people who are not signed in. The oldest is forgotten. */
export function keepPosition(id, position) {
  const rest = recall("positions", []).filter(([known]) => known !== id);
  remember("positions", [...rest, [id, Math.round(position)]].slice(-KEPT));
}

/** The position kept on this device, or null. */
export function keptPosition(id) {
  return recall("positions", []).find(([known]) => known === id)?.[1] ?? null;
}
