// Captions: add, look at, rename, delete (and take that back).
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { toast } from "piyakast/lib/toast.js";
import { openDialog } from "piyakast/lib/dialog.js";
import { writeTime } from "piyakast/lib/studio/chapters.js";
import { attempt } from "piyakast/components/studio/attempt.js";
import { swap } from "piyakast/components/studio/swap.js";

export function bindCaptions(section, api) {
  const says = () => section.querySelector("[data-error]");
  reveal();

  section.addEventListener("change", ({ target }) => {
    if (target.type !== "file" || !target.files[0]) return;
    const { language, label } = target.form.elements;
    add(target.files[0], language.value, label.value);
    target.value = "";
  });

  section.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.matches("[data-drop]")) drop(event.target.closest("[data-language]"));
  });

  section.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-language]");
    if (target.closest("[data-preview]")) preview(row);
    if (target.closest("[data-rename]")) rename(row);
  });

  async function add(file, language, label) {
    const body = new FormData();
    body.append("file", file);
    body.append("language", language);
    body.append("label", label);
    const answer = await attempt(send(`${api}/captions`, { method: "POST", body }), says());
    if (!answer) return;
    await redraw();
    toast(interpolate(gettext("Captions “%(name)s” are there."), { name: answer.label }));
  }

  async function drop(row) {
    const { language } = row.dataset;
    const name = nameOf(row);
    const text = await attempt(send(`${api}/captions/${language}`));
    if (text === undefined || (await attempt(send(`${api}/captions/${language}`, { method: "DELETE" }))) === undefined) return;
    await redraw();
    toast(interpolate(gettext("Captions “%(name)s” deleted."), { name }), {
      undo: () => add(new Blob([text], { type: "text/vtt" }), language, name),
    });
  }

  async function preview(row) {
    const found = await attempt(send(`${api}/captions/${row.dataset.language}/preview`));
    if (!found) return;
    const dialog = build("dialog", "dialog");
    const body = build("div", "dialog__body");
    const title = build("h2", "", nameOf(row));
    title.id = "caption-preview-title";
    dialog.setAttribute("aria-labelledby", title.id);
    const about = build("p", "small muted", interpolate(ngettext("%(n)s caption", "%(n)s captions", found.total), { n: found.total }));
    const list = build("ol", "caption-preview");
    list.tabIndex = 0;
    for (const cue of found.cues) {
      const item = build("li");
      item.append(build("span", "small muted", writeTime(cue.start_s)), build("p", "", cue.text));
      list.append(item);
    }
    const close = build("button", "button", gettext("Close"));
    close.type = "button";
    close.dataset.close = "";
    const actions = build("div", "dialog__actions");
    actions.append(close);
    body.append(title, about, list, actions);
    dialog.append(body);
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    openDialog(dialog);
  }

  function rename(row) {
    const label = row.querySelector("[data-label]");
    const field = build("input", "input caption-row__name");
    field.maxLength = 60;
    field.value = label.textContent;
    field.setAttribute("aria-label", gettext("Name in the menu"));
    label.replaceWith(field);
    field.select();
    let done = false;
    const finish = async (keep) => {
      if (done) return;
      done = true;
      const { language } = row.dataset;
      const changed = keep && field.value.trim() !== label.textContent
        && await attempt(send(`${api}/captions/${language}`, { method: "PATCH", json: { label: field.value } }));
      // Every button of the row names the track.
      if (changed) await redraw();
      else field.replaceWith(label);
      section.querySelector(`[data-language="${CSS.escape(language)}"] [data-rename]`)?.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter") { event.preventDefault(); finish(true); }
      if (event.key === "Escape") finish(false);
    });
    field.addEventListener("blur", () => finish(true));
  }

  const nameOf = (row) => row.querySelector("[data-label]").textContent;

  async function redraw() {
    await swap(["#captions"]);
    reveal();
  }

  function reveal() {
    for (const button of section.querySelectorAll("[data-preview], [data-rename]")) button.hidden = false;
  }
}

function build(name, className = "", text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
