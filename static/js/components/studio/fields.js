// The fields of a video's details: filled, read, marked, and helped along while one types.
import { formatNumber, gettext, interpolate, locale } from "piyakast/lib/i18n.js";
import { asFields } from "piyakast/lib/studio/details.js";
import { localValue, zoneName } from "piyakast/lib/studio/times.js";
import { bindTags } from "piyakast/components/studio/tag-input.js";

const NAMES = ["title", "description", "tags", "category", "language", "licence", "privacy", "password", "clear_password", "publish", "publish_at", "premiere"];
// What the API calls a fault of these, the person finds at that field.
const AT = { published_at: "publish_at", publish_when_ready: "publish" };

export function bindFields(form) {
  form.querySelectorAll("[data-count]").forEach(count);
  form.querySelectorAll("[data-tags]").forEach(bindTags);
  for (const field of form.querySelectorAll("[data-time]")) field.value = localValue(field.dataset.time);
  form.addEventListener("input", () => show(form));
  show(form);
}

/** Every row of the upload page has the same fields: their ids must not be. */
export function makeUnique(form, mark) {
  for (const label of form.querySelectorAll("label[for]")) {
    const field = form.querySelector(`#${CSS.escape(label.htmlFor)}`);
    if (!field) continue;
    field.id = `${mark}-${field.id}`;
    label.htmlFor = field.id;
  }
  for (const radio of form.querySelectorAll("[type=radio]")) radio.setAttribute("form", form.id || (form.id = `form-${mark}`));
}

export function read(form) {
  const values = {};
  for (const name of NAMES) {
    const field = form.elements[name];
    if (field) values[name] = field.type === "checkbox" ? field.checked : field.value;
    else if (name in { password: 1, clear_password: 1 }) values[name] = name === "password" ? "" : false;
  }
  return values;
}

export function write(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    if (!field) continue;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
    if (field instanceof HTMLElement) field.dispatchEvent(new CustomEvent("filled"));
  }
  show(form);
}

export const fill = (form, video) => write(form, asFields(video));

/** Say at each field what is wrong with it, and go to the first; returns what belongs to no field. */
export function mark(form, errors, { focus = false } = {}) {
  const left = [...errors];
  let first;
  for (const name of NAMES) {
    const field = form.elements[name];
    if (!field) continue;
    const at = left.findIndex((error) => (AT[error.field] ?? error.field.split(".").at(-1)) === name);
    const [error] = at < 0 ? [] : left.splice(at, 1);
    const element = field instanceof RadioNodeList ? field[0] : field;
    element.setAttribute("aria-invalid", String(Boolean(error)));
    const text = element.closest(".field")?.querySelector(":scope > .field__error");
    if (text) text.textContent = error?.message ?? "";
    if (error) first ??= element;
  }
  if (focus) (first?.piyakFocus ?? first)?.focus();
  return left;
}

function show(form) {
  const { privacy, publish } = form.elements;
  const password = form.querySelector("[data-password]");
  if (password) password.hidden = privacy.value !== "password";
  const forget = form.querySelector("[data-clear-password]");
  if (forget) forget.hidden = privacy.value === "password";
  const help = form.querySelector("[data-privacy-help]");
  if (help) help.textContent = help.getAttribute(`data-for-${privacy.value}`) ?? "";
  const at = form.querySelector("[data-publish-at]");
  if (at && publish) at.hidden = publish.value !== "later";
  const premiere = form.querySelector("[data-premiere-choice]");
  if (premiere) premiere.hidden = privacy.value === "private";
  sayZone(form);
}

/** Which zone a time field means: this device's. */
export function sayZone(root) {
  for (const text of root.querySelectorAll("[data-zone]")) {
    const field = text.parentElement.querySelector("input");
    const when = field?.value ? new Date(field.value) : new Date();
    const words = interpolate(gettext("In your time zone: %(zone)s"), { zone: zoneName(locale(), Number.isNaN(when.getTime()) ? new Date() : when) });
    if (text.textContent !== words) text.textContent = words;
  }
}

function count(field) {
  const out = document.createElement("span");
  out.className = "field__count small muted";
  out.setAttribute("aria-hidden", "true");
  field.closest(".field").querySelector("label").append(out);
  const update = () => {
    out.textContent = `${formatNumber([...field.value].length)} / ${formatNumber(field.maxLength)}`;
    out.toggleAttribute("data-near", field.value.length > field.maxLength * 0.95);
  };
  field.addEventListener("input", update);
  field.addEventListener("filled", update);
  update();
}
