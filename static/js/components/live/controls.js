// The control surface of the live player: media-chrome's parts, the LIVE pill, and our own buttons.

import { gettext } from "piyakast/lib/i18n.js";
import { barButton, keepWhileFocused } from "piyakast/components/player/controls.js";
import { make } from "piyakast/components/player/dom.js";

/** Builds the controller around `video`. Returns it with the parts others fill or listen to. */
export function buildLiveControls(video, config) {
  const controller = document.createElement("media-controller");
  for (const name of ["nohotkeys", "nosubtitleslangpref", "noautoseektolive", "nomutedpref"]) controller.setAttribute(name, "");
  controller.setAttribute("defaultstreamtype", "live");
  controller.setAttribute("autohide", "3");
  video.slot = "media";

  const pill = make("button", { type: "button", class: "live-pill", "data-live-pill": true });
  const settings = barButton("settings", gettext("Settings"), { "aria-haspopup": "menu", "aria-expanded": "false", hidden: true });
  const theater = config.theater ? barButton("theater", gettext("Theater mode"), { key: "t", "aria-pressed": "false" }) : null;
  const range = document.createElement("media-time-range");
  const top = make("media-control-bar", { class: "player-bar player-bar-time", hidden: config.dvr < 60 }, range);
  const bottom = make("media-control-bar", { class: "player-bar" },
    document.createElement("media-play-button"),
    document.createElement("media-mute-button"),
    document.createElement("media-volume-range"),
    pill,
    make("span", { class: "player-spacer" }),
    settings,
    theater,
    document.createElement("media-pip-button"),
    document.createElement("media-fullscreen-button"),
  );
  const chrome = make("div", { class: "player-chrome" }, top, bottom);
  const overlay = make("div", { class: "player-overlay", noautohide: true, slot: "top-chrome" });
  const spinner = make("media-loading-indicator", { slot: "centered-chrome", noautohide: true, loadingdelay: "400" });
  controller.append(overlay, spinner, chrome);
  keepWhileFocused(controller, chrome);
  if (!document.pictureInPictureEnabled) controller.querySelector("media-pip-button").hidden = true;
  return { controller, chrome, overlay, pill, settings, theater };
}
