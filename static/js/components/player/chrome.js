// media-chrome under this site's CSP and languages.

import * as chrome from "media-chrome";
import { chromeTexts } from "piyakast/components/player/texts.js";

const TAGS = [
  "media-controller", "media-gesture-receiver", "media-control-bar", "media-play-button", "media-mute-button",
  "media-volume-range", "media-time-display", "media-time-range", "media-preview-thumbnail",
  "media-preview-time-display", "media-preview-chapter-display", "media-pip-button", "media-fullscreen-button",
  "media-loading-indicator", "media-tooltip",
];

// The CSP lets a <style> in only with the page's nonce, and media-chrome writes its own into shadow roots.
function allowStyles(nonce) {
  const seen = new Set();
  for (const tag of TAGS) {
    for (let type = customElements.get(tag); type && type !== HTMLElement; type = Object.getPrototypeOf(type)) {
      if (seen.has(type) || !Object.hasOwn(type, "getTemplateHTML")) continue;
      seen.add(type);
      const original = type.getTemplateHTML;
      type.getTemplateHTML = function getTemplateHTML(...args) {
        return original.apply(this, args).replaceAll(/<style(?! nonce)/g, `<style nonce="${nonce}"`);
      };
    }
  }
}

// Browsers add up frames in whole microseconds: a film of 12 s ends at 11.999999 s, which would be shown as 0:11.
function roundTimes() {
  for (const tag of ["media-time-display", "media-time-range"]) {
    const { prototype } = customElements.get(tag);
    for (const name of ["mediaDuration", "mediaCurrentTime"]) {
      const told = Object.getOwnPropertyDescriptor(prototype, name);
      const get = function get() {
        const seconds = told.get.call(this);
        return Number.isFinite(seconds) ? Math.round(seconds * 1000) / 1000 : seconds;
      };
      Object.defineProperty(prototype, name, { ...told, get });
    }
  }
}

let prepared = false;

/** Make media-chrome ready to be put into the page. */
export function prepareChrome() {
  if (prepared) return;
  prepared = true;
  allowStyles(document.querySelector("script[nonce], link[nonce]")?.nonce ?? "");
  roundTimes();
  const language = document.documentElement.lang || "en";
  chrome.addTranslation(language.split("-")[0], chromeTexts());
  chrome.setLanguage(language);
}
