// Completion while typing: people after @, emotes after :, commands after / (a text field with a list box).
import { interpolate, ngettext } from "piyakast/lib/i18n.js";
import { matching, replaced, wordAt } from "piyakast/lib/chat/complete.js";
import { isolated, make } from "piyakast/components/chat/dom.js";

export class Suggest {
  #word = null;
  #found = [];
  #at = 0;

  /** `sources` has, by kind, `{ all(), names(candidate), insert(candidate), show(candidate) }`. */
  constructor(field, box, status, sources) {
    Object.assign(this, { field, box, status, sources });
    field.addEventListener("input", () => this.look());
    field.addEventListener("click", () => this.look());
    field.addEventListener("blur", () => this.close());
    // The field keeps the focus: pressing on an option must not take it away.
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    box.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#take([...box.children].indexOf(option));
    });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  look() {
    const { value, selectionStart, selectionEnd } = this.field;
    const word = selectionStart === selectionEnd ? wordAt(value, selectionStart) : null;
    const source = word && this.sources[word.kind];
    const found = source ? matching(source.all(), word.query, source.names) : [];
    // Nothing to complete: what is typed is a candidate already.
    if (!found.length || (found.length === 1 && source.names(found[0]).some((each) => each.toLowerCase() === word.query))) {
      this.close();
      return;
    }
    this.#word = word;
    this.#found = found;
    this.#at = 0;
    this.box.replaceChildren(...found.map((candidate, index) => option(source.show(candidate), `${this.box.id}-${index}`)));
    this.box.hidden = false;
    this.#mark();
    const text = ngettext("%(n)s suggestion. Up and down to choose, Tab to take it.", "%(n)s suggestions. Up and down to choose, Tab to take one.", found.length);
    this.status.textContent = interpolate(text, { n: found.length });
  }

  close() {
    if (!this.isOpen) return;
    this.box.hidden = true;
    this.box.replaceChildren();
    this.field.removeAttribute("aria-activedescendant");
    this.status.textContent = "";
  }

  /** Whether the key was for the list. */
  key(event) {
    if (!this.isOpen) return false;
    const count = this.#found.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.#at = (this.#at + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      this.#mark();
    } else if (event.key === "Tab" || event.key === "Enter") this.#take(this.#at);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #mark() {
    for (const [index, each] of [...this.box.children].entries()) each.setAttribute("aria-selected", String(index === this.#at));
    const current = this.box.children[this.#at];
    this.field.setAttribute("aria-activedescendant", current.id);
    current.scrollIntoView({ block: "nearest" });
  }

  #take(index) {
    const by = this.sources[this.#word.kind].insert(this.#found[index]);
    const { text, caret } = replaced(this.field.value, this.#word, by);
    this.close();
    this.field.value = text;
    this.field.setSelectionRange(caret, caret);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function option({ picture, title, more }, id) {
  return make("li", { class: "chat-suggest__option", role: "option", id, "aria-selected": "false" }, picture,
    isolated(title, { class: "chat-suggest__title" }), more ? isolated(more, { class: "chat-suggest__more" }) : null);
}

