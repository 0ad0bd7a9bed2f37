// The picker: the emotes of the channel and of the site, and common emoji, found by typing, walked with the arrows.
import { gettext } from "piyakast/lib/i18n.js";
import { recall, remember } from "piyakast/lib/chat/prefs.js";
import { make } from "piyakast/components/chat/dom.js";

const EMOJI = "😀 😂 🤣 😊 😍 😘 😎 🤔 😅 😭 😱 😡 🥹 🥳 😴 🙃 👍 👎 👏 🙏 💪 👀 🙌 🤝 ❤️ 💛 💚 💙 💜 🔥 ✨ 🎉 🎊 💯 ⭐ 🌟 👑 🏆 🎮 🎵 🎤 🍿 ☕ 🍜 🌸 🍀 🌈 🐶 🐱 🐰 🐻 🚀 ⚡ ❓ ❗ ✅ ❌".split(" ");
const LATELY = 12;

export class EmotePicker {
  constructor(root, { emotes, insert }) {
    this.box = root.querySelector("[data-emotes]");
    this.button = root.querySelector("[data-emotes-open]");
    this.emotes = emotes;
    this.insert = insert;
    this.box.addEventListener("beforetoggle", ({ newState }) => { if (newState === "open") this.#open(); });
    this.box.addEventListener("toggle", ({ newState }) => {
      this.button.setAttribute("aria-expanded", String(newState === "open"));
      if (newState === "open") this.#place();
    });
    this.box.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-write]");
      if (chosen) this.#take(chosen.dataset.write);
    });
    this.box.addEventListener("keydown", (event) => this.#walk(event));
  }

  #take(text) {
    remember("emotes", [text, ...recall("emotes", []).filter((each) => each !== text)].slice(0, LATELY));
    this.insert(text);
  }

  // What is known is shown at once; what staff or the owner has changed since then comes a moment later.
  async #open() {
    this.#draw();
    if (await this.emotes.refresh() && this.box.matches(":popover-open")) this.#again();
  }

  #again() {
    const held = document.activeElement?.dataset.write;
    this.#fill();
    if (!held) return;
    const cell = this.box.querySelector(`[data-write="${CSS.escape(held)}"]`);
    (cell ?? this.search).focus();
  }

  #draw() {
    const search = make("input", { type: "search", class: "input chat-emotes__search", placeholder: gettext("Find an emote"), "aria-label": gettext("Find an emote"), autocomplete: "off" });
    const results = make("div", { class: "chat-emotes__results" });
    this.search = search;
    this.results = results;
    search.addEventListener("input", () => this.#fill());
    this.box.replaceChildren(search, results);
    this.#fill();
    requestAnimationFrame(() => search.focus());
  }

  #fill() {
    const { results } = this;
    const query = this.search.value.trim().toLowerCase();
    const found = this.emotes.all.filter(({ code }) => code.toLowerCase().includes(query));
    const groups = [];
    if (!query) groups.push([gettext("Used lately"), this.#lately()]);
    groups.push([gettext("Emotes of this channel"), found.filter(({ site }) => !site).map(pictured)]);
    groups.push([gettext("Emotes of the whole site"), found.filter(({ site }) => site).map(pictured)]);
    if (!query) groups.push([gettext("Emoji"), EMOJI.map(emoji)]);
    const filled = groups.filter(([, items]) => items.length);
    results.replaceChildren(...filled.flatMap(([title, items]) => [
      make("h3", { class: "chat-emotes__title" }, title),
      make("div", { class: "chat-emotes__grid", role: "group", "aria-label": title }, ...items),
    ]));
    if (!filled.length) results.append(make("p", { class: "chat-emotes__none" }, gettext("No emote is called that.")));
  }

  #lately() {
    const known = new Map(this.emotes.all.map((each) => [`:${each.code}:`, each]));
    return recall("emotes", []).filter((text) => known.has(text) || !text.startsWith(":"))
      .map((text) => (known.has(text) ? pictured(known.get(text)) : emoji(text)));
  }

  #place() {
    const at = this.button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    this.box.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
    this.box.style.top = `${Math.max(8, at.top - height - 8)}px`;
  }

  #walk(event) {
    const cells = [...this.box.querySelectorAll("[data-write]")];
    const here = cells.indexOf(document.activeElement);
    const columns = 7;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (event.target.matches("input")) {
      if (event.key === "ArrowDown") { event.preventDefault(); cells[0]?.focus(); }
      if (event.key === "Enter") { event.preventDefault(); cells[0]?.click(); }
      return;
    }
    if (step === undefined || here < 0) return;
    event.preventDefault();
    if (here + step < 0) this.box.querySelector("input").focus();
    else cells[Math.min(here + step, cells.length - 1)].focus();
  }
}

const pictured = ({ code, url }) => make("button", { type: "button", class: "chat-emotes__cell", "data-write": `:${code}:`, title: `:${code}:`, "aria-label": `:${code}:` },
  make("img", { src: url, alt: "", width: 28, height: 28, loading: "lazy" }));

const emoji = (text) => make("button", { type: "button", class: "chat-emotes__cell", "data-write": text }, text);
