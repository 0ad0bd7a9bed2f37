// Single-key shortcuts of the page's player, unless the viewer switched them off or is typing.

import { actionFor, belongsToControl, isTyping } from "piyakast/lib/player/keys.js";

/** Listen on the document; returns how to stop. */
export function bindHotkeys(player) {
  const onKey = (event) => {
    if (event.defaultPrevented || isTyping(event) || belongsToControl(event)) return;
    const action = actionFor(event);
    if (!action) return;
    const [name, argument] = action;
    // With shortcuts switched off, keys work only while the player itself has the focus.
    if (!player.config.shortcuts && !event.composedPath().includes(player.root)) return;
    event.preventDefault();
    player.actions[name](argument);
    player.controller.dispatchEvent(new Event("keyup"));
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
