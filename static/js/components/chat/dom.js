// Building elements of a chat without markup strings: nothing people typed is ever parsed as HTML.
import { make } from "piyakast/components/player/dom.js";

export { make };

/** An icon of the sprite that the page already uses. */
export function icon(name, classes = "") {
  const sprite = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `icon ${classes}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** Text of somebody else's, kept from turning the line around it. */
export const isolated = (text, attributes = {}) => make("bdi", attributes, text);

export const hiddenText = (text) => make("span", { class: "visually-hidden" }, text);
