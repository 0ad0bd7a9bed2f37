// Small questions in a dialog: one text, a choice, a whole form. They resolve to what was answered, or null.
import { gettext } from "piyakast/lib/i18n.js";
import { openDialog } from "piyakast/lib/dialog.js";
import { make } from "piyakast/components/chat/dom.js";

let count = 0;

/** Ask with `fields` (elements); resolves to the form's data, or null when it was closed. */
export function ask({ title, text, fields, action, danger = false }) {
  count += 1;
  const heading = make("h2", { id: `chat-form-${count}` }, title);
  const form = make("form", { method: "dialog", class: "dialog__body form" },
    heading,
    text ? make("p", {}, text) : null,
    ...fields,
    make("div", { class: "dialog__actions" },
      make("button", { type: "button", class: "button", "data-close": true }, gettext("Cancel")),
      make("button", { type: "submit", value: "done", class: danger ? "button button--danger" : "button button--primary" }, action)));
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": heading.id }, form);
  document.body.append(dialog);
  openDialog(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "done" ? new FormData(form) : null);
      dialog.remove();
    }, { once: true });
  });
}

/** A labelled field. */
export function field(label, control, help = "") {
  count += 1;
  control.id ||= `chat-field-${count}`;
  const described = help ? make("span", { class: "field__help", id: `${control.id}-help` }, help) : null;
  if (described) control.setAttribute("aria-describedby", described.id);
  if (control.type === "checkbox") {
    return make("div", { class: "field" }, make("label", { class: "choice" }, control, " ", make("span", {}, label)), described);
  }
  return make("div", { class: "field" }, make("label", { for: control.id }, label), control, described);
}

export function select(name, options, value) {
  const control = make("select", { name }, ...options.map(([each, text]) => make("option", { value: each }, text)));
  control.value = String(value);
  return control;
}

export function check(name, value) {
  const control = make("input", { type: "checkbox", name });
  control.checked = Boolean(value);
  return control;
}
