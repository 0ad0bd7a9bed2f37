// The settings menu: pages of radio items, by pointer and by keyboard (WAI-ARIA menu pattern).

import { gettext } from "piyakast/lib/i18n.js";
import { icon } from "piyakast/components/player/icons.js";
import { make } from "piyakast/components/player/dom.js";

export class Menu {
  #box;
  #button;
  #pages;
  #stack = [];

  /** `pages()` maps names to `{ label, items: [{ label, value, icon, checked, run, page }] }`; "main" is first. */
  constructor({ button, host, pages }) {
    this.#button = button;
    this.#pages = pages;
    this.#box = make("div", { class: "player-menu", role: "menu", "aria-label": gettext("Settings"), hidden: true, noautohide: true });
    host.append(this.#box);
    button.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("pointerdown", (event) => {
      if (this.isOpen && !event.composedPath().includes(this.#box) && !event.composedPath().includes(button)) this.close({ refocus: false });
    });
  }

  get isOpen() {
    return !this.#box.hidden;
  }

  open(page = "main") {
    this.#stack = page === "main" ? ["main"] : ["main", page];
    this.#box.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    this.#render();
    this.#announce();
  }

  close({ refocus = true } = {}) {
    if (!this.isOpen) return;
    this.#box.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
    if (refocus) this.#button.focus();
    this.#announce();
  }

  /** Draw again if it is open (the actual quality changed). */
  refresh() {
    if (!this.isOpen) return;
    const at = this.#items().indexOf(document.activeElement);
    this.#render();
    this.#items()[Math.max(0, at)]?.focus();
  }

  #announce() {
    this.#box.dispatchEvent(new Event("playermenu", { bubbles: true }));
  }

  #items() {
    return [...this.#box.querySelectorAll("[role^=menuitem]")];
  }

  #render() {
    const name = this.#stack.at(-1);
    const page = this.#pages()[name];
    const children = [];
    if (this.#stack.length > 1) {
      children.push(make("button", { type: "button", class: "player-menu-item player-menu-back", role: "menuitem", onclick: () => this.#back() },
        icon("back"), make("span", {}, page.label)));
    }
    for (const item of page.items) children.push(this.#item(item));
    this.#box.replaceChildren(...children);
    const items = this.#items();
    (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0])?.focus();
  }

  #item({ label, value, icon: name, checked, run, page }) {
    const role = page ? "menuitem" : "menuitemradio";
    const onclick = () => {
      if (page) {
        this.#stack.push(page);
        this.#render();
        return;
      }
      run();
      if (this.#stack.length > 1) this.#back();
      else this.refresh();
    };
    return make("button", { type: "button", class: "player-menu-item", role, "aria-haspopup": page ? "menu" : null, "aria-checked": page ? null : String(Boolean(checked)), onclick },
      page ? icon(name) : make("span", { class: "player-menu-mark" }, ...(checked ? [icon("check")] : [])),
      make("span", { class: "player-menu-label" }, label),
      page ? make("span", { class: "player-menu-value" }, value) : null,
      page ? icon("forward") : null);
  }

  #back() {
    const left = this.#stack.pop();
    this.#render();
    const label = this.#pages()[left].label;
    this.#items().find((item) => item.querySelector(".player-menu-label")?.textContent === label)?.focus();
  }

  #key(event) {
    const items = this.#items();
    const at = items.indexOf(document.activeElement);
    const go = (index) => items[(index + items.length) % items.length]?.focus();
    const moves = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(items.length - 1),
      ArrowRight: () => { if (items[at]?.getAttribute("aria-haspopup")) items[at].click(); },
      ArrowLeft: () => { if (this.#stack.length > 1) this.#back(); },
      Escape: () => (this.#stack.length > 1 ? this.#back() : this.close()),
      Tab: () => this.close(),
    };
    if (!moves[event.key]) return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
    moves[event.key]();
  }
}
