// Tags as chips over a plain comma-separated field, which stays the truth. Enter or a comma adds one, Backspace in
// the empty field takes the last one back, each chip has a button.
import { gettext, interpolate } from "piyakast/lib/i18n.js";

const MOST = 20;
const LONGEST = 40;

const split = (text) => text.split(",").map((tag) => tag.trim().replace(/^#+/, "").replace(/\s+/g, " ")).filter(Boolean);

export function bindTags(plain) {
  const box = document.createElement("div");
  box.className = "tag-input";
  const list = document.createElement("ul");
  list.className = "tag-input__list";
  const entry = document.createElement("input");
  entry.className = "tag-input__entry";
  entry.maxLength = LONGEST * 4;
  entry.autocomplete = "off";
  entry.enterKeyHint = "done";
  const says = document.createElement("span");
  says.className = "visually-hidden";
  says.setAttribute("role", "status");
  entry.id = `${plain.id}-entry`;
  plain.labels[0].htmlFor = entry.id;
  plain.hidden = true;
  plain.piyakFocus = entry;
  box.append(list, entry, says);
  plain.after(box);
  const help = plain.closest(".field").querySelector(".field__help");
  if (help) help.textContent = gettext("Enter or a comma adds a tag, up to 20.");

  let tags = [];

  function draw() {
    list.replaceChildren(...tags.map((tag) => chip(tag)));
    entry.placeholder = tags.length ? "" : gettext("Add a tag");
  }

  function chip(tag) {
    const item = document.createElement("li");
    item.className = "tag-input__tag";
    item.append(tag);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", interpolate(gettext("Remove the tag “%(tag)s”"), { tag }));
    button.addEventListener("click", () => { remove(tag); entry.focus(); });
    item.append(button);
    return item;
  }

  function set(next) {
    tags = next;
    plain.value = tags.join(", ");
    draw();
    plain.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function remove(tag) {
    set(tags.filter((each) => each !== tag));
    says.textContent = interpolate(gettext("“%(tag)s” removed"), { tag });
  }

  function add(text) {
    const known = new Set(tags.map((tag) => tag.toLowerCase()));
    const fresh = split(text).map((tag) => [...tag].slice(0, LONGEST).join("")).filter((tag) => !known.has(tag.toLowerCase()) && known.add(tag.toLowerCase()));
    entry.value = "";
    if (!fresh.length) return;
    if (tags.length + fresh.length > MOST) says.textContent = gettext("There is room for 20 tags.");
    else says.textContent = interpolate(gettext("“%(tag)s” added"), { tag: fresh.join(", ") });
    set([...tags, ...fresh].slice(0, MOST));
  }

  entry.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Hangul being typed: Enter ends the syllable, not the tag
    if (event.key === "Enter" && entry.value.trim()) {
      event.preventDefault();
      add(entry.value);
    } else if (event.key === "Backspace" && !entry.value && tags.length) {
      remove(tags.at(-1));
    }
  });
  // The entry's own typing is not yet the form's: a half-typed tag counts when it is added.
  entry.addEventListener("input", (event) => {
    event.stopPropagation();
    if (entry.value.includes(",") && !event.isComposing) add(entry.value);
  });
  entry.addEventListener("compositionend", () => { if (entry.value.includes(",")) add(entry.value); });
  entry.addEventListener("blur", () => { if (entry.value.trim()) add(entry.value); });
  box.addEventListener("click", (event) => { if (event.target === box || event.target === list) entry.focus(); });
  plain.addEventListener("filled", () => { tags = split(plain.value); draw(); });
  tags = split(plain.value);
  draw();
}
