// The control surface: media-chrome's parts around our own buttons, menus and notices.

import { gettext } from "piyakast/lib/i18n.js";
import { icon } from "piyakast/components/player/icons.js";
import { make } from "piyakast/components/player/dom.js";

/** A button of the bar; its tooltip is its name, with the key when there is one. */
export function barButton(name, label, { key, ...attributes } = {}) {
  const title = key ? `${label} (${key})` : label;
  return make("button", { type: "button", class: `player-button player-button-${name}`, "aria-label": label, title, "aria-keyshortcuts": key, ...attributes }, icon(name));
}

/** Builds the controller around `video`. Returns it with the parts others fill or listen to. */
export function buildControls(video, config) {
  const controller = document.createElement("media-controller");
  controller.setAttribute("nohotkeys", "");
  controller.setAttribute("nosubtitleslangpref", "");
  controller.setAttribute("defaultstreamtype", "on-demand");
  controller.setAttribute("noautoseektolive", "");
  controller.setAttribute("autohide", "3");
  if (config.duration) controller.setAttribute("defaultduration", String(config.duration));
  if (config.startMuted) controller.setAttribute("nomutedpref", "");
  video.slot = "media";

  const parts = {
    chapterName: make("button", { type: "button", class: "player-chapter-name", hidden: true }),
    pill: config.premiere ? make("button", { type: "button", class: "live-pill", "data-premiere-pill": true }) : null,
    next: config.next ? barButton("next", gettext("Next video"), { title: gettext("Next video") }) : null,
    captions: barButton("captions", gettext("Captions"), { key: "c", "aria-pressed": "false", hidden: true }),
    settings: barButton("settings", gettext("Settings"), { "aria-haspopup": "menu", "aria-expanded": "false" }),
    theater: config.embed ? null : barButton("theater", gettext("Theater mode"), { key: "t", "aria-pressed": "false" }),
  };
  const range = document.createElement("media-time-range");
  const top = make("media-control-bar", { class: "player-bar player-bar-time" }, range);
  const bottom = make("media-control-bar", { class: "player-bar" },
    document.createElement("media-play-button"),
    parts.next,
    document.createElement("media-mute-button"),
    document.createElement("media-volume-range"),
    make("media-time-display", { showduration: true, noToggle: true }),
    parts.pill,
    parts.chapterName,
    make("span", { class: "player-spacer" }),
    parts.captions,
    parts.settings,
    parts.theater,
    document.createElement("media-pip-button"),
    document.createElement("media-fullscreen-button"),
  );
  const chrome = make("div", { class: "player-chrome" }, top, bottom);
  parts.overlay = make("div", { class: "player-overlay", noautohide: true, slot: "top-chrome" });
  parts.spinner = make("media-loading-indicator", { slot: "centered-chrome", noautohide: true, loadingdelay: "400" });
  controller.append(parts.overlay, parts.spinner, chrome);
  keepWhileFocused(controller, chrome);
  return { controller, chrome, range, ...parts };
}

// Controls fade when nothing happens, but never under a keyboard user's focus or an open menu.
export function keepWhileFocused(controller, chrome) {
  const update = () => {
    const held = chrome.matches(":has(:focus-visible)") || Boolean(controller.querySelector("[role=menu]:not([hidden])"));
    controller.setAttribute("autohide", held ? "-1" : "3");
    if (held) {
      controller.removeAttribute("userinactive");
    }
  };
  controller.addEventListener("focusin", update);
  controller.addEventListener("focusout", () => queueMicrotask(update));
  controller.addEventListener("playermenu", update);
}
