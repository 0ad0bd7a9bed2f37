// Native dialogs that return focus, close on a click beside them, and can be asked a question.
import { gettext } from "piyakast/lib/i18n.js";

export function openDialog(dialog) {
  const before = document.activeElement;
  dialog.addEventListener("close", () => before?.focus?.(), { once: true });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
  dialog.showModal();
}

// Resolves to true when the person confirms. `action` names what happens: "Delete", never "OK".
export function confirmDialog({ title, text, action, danger = true }) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "dialog__body";
  const heading = document.createElement("h2");
  heading.id = "confirm-title";
  heading.textContent = title;
  dialog.setAttribute("aria-labelledby", heading.id);
  const words = document.createElement("p");
  words.textContent = text;
  const actions = document.createElement("div");
  actions.className = "dialog__actions";
  actions.append(
    makeButton(gettext("Cancel"), "cancel", "button"),
    makeButton(action, "confirm", danger ? "button button--danger" : "button button--primary"),
  );
  form.append(heading, words, actions);
  dialog.append(form);
  document.body.append(dialog);
  openDialog(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "confirm");
      dialog.remove();
    }, { once: true });
  });
}

function makeButton(text, value, className) {
  const button = document.createElement("button");
  Object.assign(button, { value, className, textContent: text });
  return button;
}
