// Suggestions under the search field: a combobox with a list, walked by arrow keys (ARIA APG, list autocomplete).
import { gettext, locale } from "piyakast/lib/i18n.js";

const PAUSE_MS = 150;

export function bindSuggest(input) {
  const list = document.createElement("div");
  list.id = "search-suggestions";
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", gettext("Suggestions"));
  input.form.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let timer;
  let request;
  let typed = input.value;

  const options = () => [...list.children];
  const close = () => {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    const { href, text } = option.dataset;
    close();
    if (href) { location.assign(href); return; }
    input.value = text;
    input.form.requestSubmit();
  };
  const select = (index) => {
    const all = options();
    all.forEach((each, place) => each.setAttribute("aria-selected", String(place === index)));
    if (all[index]) {
      input.setAttribute("aria-activedescendant", all[index].id);
      input.value = all[index].dataset.text;
    } else {
      input.removeAttribute("aria-activedescendant");
      input.value = typed;
    }
  };
  const ask = async () => {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const response = await fetch(`/search/suggest?q=${encodeURIComponent(typed)}`, { signal });
      if (!response.ok) return close();
      const { items } = await response.json();
      if (signal.aborted || document.activeElement !== input) return undefined;
      list.replaceChildren(...items.map(option));
      list.hidden = items.length === 0;
      input.setAttribute("aria-expanded", String(items.length > 0));
      input.removeAttribute("aria-activedescendant");
    } catch {
      // Typing went on, or there is no connection: searching itself still says so.
    }
    return undefined;
  };

  input.addEventListener("input", () => {
    typed = input.value;
    clearTimeout(timer);
    if (!typed.trim()) return close();
    timer = setTimeout(ask, PAUSE_MS);
    return undefined;
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options();
    const here = all.findIndex((each) => each.ariaSelected === "true");
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      input.value = typed;
      close();
    } else if (list.hidden || !all.length) {
      if (event.key === "ArrowDown" && typed.trim()) ask();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      select(here + 1 === all.length ? -1 : here + 1);
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      select(here === -1 ? all.length - 1 : here - 1);
    } else if (event.key === "Enter" && here >= 0) {
      event.preventDefault();
      choose(all[here]);
    }
  });
  // Before the field loses focus, so that the list is still there to be pressed.
  list.addEventListener("pointerdown", (event) => {
    const chosen = event.target.closest("[role=option]");
    event.preventDefault();
    if (chosen) choose(chosen);
  });
  input.addEventListener("blur", close);
}

const dayAndTime = (iso) => new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

function option({ text, url, handle, live, starts_at: startsAt }, index) {
  const item = document.createElement("div");
  item.id = `suggestion-${index}`;
  item.className = "suggest__item";
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.text = text;
  const words = document.createElement("span");
  words.textContent = text;
  item.append(words);
  if (url) {
    item.dataset.href = url;
    const note = document.createElement("small");
    note.textContent = live ? gettext("LIVE") : startsAt ? dayAndTime(startsAt) : `@${handle}`;
    if (live) note.className = "badge badge--live";
    item.append(note);
  }
  return item;
}
