// A menu at a message or a button: one popover, by pointer and by keyboard (WAI-ARIA menu pattern).
import { icon, make } from "piyakast/components/chat/dom.js";

const MARGIN = 8;

/** Open `items` (`{ text, icon, act, danger, group }`) beside `anchor`; `at` is a point for a press on a large one. */
export function openMenu({ anchor, at, label, items, onclose }) {
  const menu = make("div", { class: "menu chat-menu", role: "menu", popover: "auto", "aria-label": label });
  let chosen = false;
  let group = items[0]?.group;
  for (const item of items) {
    if (item.group !== group) menu.append(make("hr", { role: "separator" }));
    group = item.group;
    menu.append(entry(item, () => {
      chosen = true;
      menu.hidePopover();
      item.act();
    }));
  }
  (anchor.closest("dialog, main") ?? document.body).append(menu);
  menu.addEventListener("keydown", (event) => walk(event, menu));
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed") return;
    const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (hadFocus && !chosen) anchor.focus({ preventScroll: true });
    onclose?.();
  });
  menu.showPopover();
  place(menu, at ?? anchor.getBoundingClientRect());
  menu.querySelector("[role^=menuitem]").focus();
  return menu;
}

function entry({ text, icon: shape, danger, checked }, act) {
  const button = make("button", {
    type: "button",
    class: danger ? "menu__item menu__item--danger" : "menu__item",
    role: checked === undefined ? "menuitem" : "menuitemcheckbox",
    "aria-checked": checked === undefined ? null : String(checked),
    tabindex: "-1",
    onclick: act,
  }, shape ? icon(shape) : null, text);
  if (checked) button.append(icon("check", "icon--small push"));
  return button;
}

function place(menu, { left, right = left, top, bottom = top }) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const x = left + width + MARGIN <= innerWidth ? left : right - width;
  const below = bottom + height + MARGIN <= innerHeight;
  menu.style.left = `${Math.max(MARGIN, Math.min(x, innerWidth - width - MARGIN))}px`;
  menu.style.top = `${Math.max(MARGIN, below ? bottom + 4 : top - height - 4)}px`;
}

function walk(event, menu) {
  const items = [...menu.querySelectorAll("[role^=menuitem]")];
  const here = items.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length).focus();
  } else if (event.key === "Tab") {
    event.preventDefault();
    menu.hidePopover();
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    const found = [...items.slice(here + 1), ...items].find((item) => item.textContent.toLowerCase().startsWith(event.key.toLowerCase()));
    found?.focus();
  }
  event.stopPropagation();
}
