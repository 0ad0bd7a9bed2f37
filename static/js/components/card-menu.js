// The menu of a card: one popover for all, filled and placed when it is opened.
import { gettext } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { hide, unhide } from "piyakast/lib/not-interested.js";
import { attempt, toast } from "piyakast/lib/toast.js";
import { putIntoLater, saveForLater, takeFromLater } from "piyakast/lib/watch-later.js";

const MARGIN = 8;

export function bindCardMenu(root) {
  const menu = root.getElementById("card-menu");
  if (!menu) return;
  let opener;
  const close = () => { if (menu.matches(":popover-open")) menu.hidePopover(); };

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-card-menu]");
    if (!button) return;
    if (button === opener && menu.matches(":popover-open")) return close();
    opener = button;
    menu.replaceChildren(...itemsFor(button.closest("[data-video]"), menu.dataset));
    menu.showPopover({ source: button });
    place(menu, button);
    menu.querySelector("[role=menuitem]").focus();
  });
  menu.addEventListener("click", (event) => { if (event.target.closest("[role=menuitem]")) close(); });
  menu.addEventListener("toggle", (event) => {
    opener?.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "closed" && menu.contains(root.activeElement)) opener?.focus();
  });
  menu.addEventListener("keydown", (event) => walk(event, menu, opener, close));
}

function itemsFor(card, { remove }) {
  const { video: id, title } = card.dataset;
  const url = new URL(card.querySelector(".card__title a").href);
  const signedIn = "user" in document.body.dataset;
  const items = [];
  if (signedIn && !remove?.includes("later")) {
    items.push(item(gettext("Watch later"), "clock", () => saveForLater(id)));
  }
  if (navigator.share) {
    items.push(item(gettext("Share"), "share-2", () => navigator.share({ title, url: url.href }).catch(() => {})));
  }
  items.push(item(gettext("Copy link"), "link", () => copy(url.href)));
  items.push(remove
    ? item(gettext("Remove from this list"), "trash-2", () => removeFrom(remove, id))
    : item(gettext("Not interested"), "eye-off", () => notInterested(card, id)));
  return items;
}

function item(text, icon, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "menu__item";
  button.setAttribute("role", "menuitem");
  button.append(drawn(icon), text);
  button.addEventListener("click", act);
  return button;
}

// An icon of the sprite the page already uses.
function drawn(name) {
  const sprite = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

function place(menu, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + height + MARGIN <= innerHeight;
  const left = Math.min(Math.max(MARGIN, at.right - width), innerWidth - width - MARGIN);
  const top = below ? at.bottom + 4 : Math.max(MARGIN, at.top - height - 4);
  menu.style.left = `${left + scrollX}px`;
  menu.style.top = `${top + scrollY}px`;
}

function walk(event, menu, opener, close) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const here = items.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length).focus();
  } else if (event.key === "Tab") {
    close();
    opener?.focus();
  }
}

async function copy(url) {
  await attempt(async () => {
    await navigator.clipboard.writeText(url);
    toast(gettext("Link copied."));
  });
}

const takeFromHistory = (id) => send(`/api/v1/me/history/${id}`, { method: "DELETE" });

async function removeFrom(action, id) {
  const remove = action.includes("later") ? takeFromLater : takeFromHistory;
  await attempt(async () => {
    await remove(id);
    const items = [...cards(id)].map((card) => card.closest("li"));
    for (const item of items) item.hidden = true;
    // A forgotten place cannot be had back; a video on the list can.
    const undo = action.includes("later") ? () => attempt(async () => {
      await putIntoLater(id);
      for (const item of items) item.hidden = false;
    }) : undefined;
    toast(gettext("Removed."), { undo });
  });
}

const cards = (id) => document.querySelectorAll(`[data-video="${CSS.escape(id)}"]`);

function notInterested(card, id) {
  const next = card.closest("li").nextElementSibling?.querySelector("[data-card-menu]");
  hide(id);
  for (const each of cards(id)) each.closest("li").hidden = true;
  next?.focus();
  toast(gettext("You will not see this video in lists here."), {
    undo: () => {
      unhide(id);
      for (const each of cards(id)) each.closest("li").hidden = false;
    },
  });
}
