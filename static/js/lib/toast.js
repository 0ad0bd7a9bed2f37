// Short messages at the bottom, read out by screen readers. `undo` adds a button that takes the action back.
import { gettext } from "piyakast/lib/i18n.js";

const SHOWN_MS = 6000;
const UNDO_MS = 20_000; // to read it, to change one's mind, and to get there with the keyboard

export function toast(text, { error = false, undo } = {}) {
  const host = document.getElementById("toasts");
  const item = document.createElement("div");
  item.className = error ? "toast toast--error" : "toast";
  // What is said again while it is still to be read is not stacked up.
  if (!undo) for (const other of [...host.children]) if (other.className === item.className && saying(other) === text) other.remove();
  const words = document.createElement("span");
  words.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = undo ? gettext("Undo") : gettext("Close");
  button.addEventListener("click", () => { item.remove(); undo?.(); });
  item.append(words, button);
  host.append(item);
  expire(item, undo ? UNDO_MS : SHOWN_MS);
  return item;
}

const saying = (item) => item.querySelector("span")?.textContent;

// Do what may fail; when it does, say so.
export async function attempt(act) {
  try {
    await act();
  } catch (error) {
    toast(error.code ? error.message : gettext("That did not work. Try again."), { error: true });
  }
}

function expire(item, shown = SHOWN_MS) {
  let timer = setTimeout(() => item.remove(), shown);
  // Somebody who is reading or about to press the button gets the time to.
  for (const name of ["pointerenter", "focusin"]) item.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"]) {
    item.addEventListener(name, () => { timer = setTimeout(() => item.remove(), shown); });
  }
}

export function bindToasts(root) {
  const host = root.getElementById("toasts");
  host.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".toast").remove());
  for (const item of host.querySelectorAll(".toast")) expire(item);
}
