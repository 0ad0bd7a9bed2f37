// What the studio says of a stream's state, beside its title.

import { gettext } from "piyakast/lib/i18n.js";

const names = () => ({
  waiting: gettext("Waiting for the publisher"),
  starting: gettext("Starting"),
  live: gettext("Live"),
  reconnecting: gettext("Reconnecting"),
  ended: gettext("Ended"),
});
const LOOKS = { live: "badge--live", reconnecting: "badge--danger", starting: "badge--accent" };

export function drawState(badge, state) {
  badge.textContent = names()[state] ?? state;
  badge.className = `badge ${LOOKS[state] ?? ""}`;
}
