// Who is in the room: asked for when somebody wants to know, found by typing; each name leads to what is known of them.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { openDialog } from "piyakast/lib/dialog.js";
import { send } from "piyakast/lib/http.js";
import { attempt } from "piyakast/lib/toast.js";
import { avatar, badge } from "piyakast/components/chat/message.js";
import { icon, isolated, make } from "piyakast/components/chat/dom.js";

export class Here {
  constructor(room, card) {
    this.room = room;
    this.card = card;
  }

  async open() {
    await attempt(async () => this.#show(await send(`/api/v1/chat/rooms/${this.room}/people`)));
  }

  #show({ people, count }) {
    const heading = make("h2", { id: "chat-here-title" }, gettext("Who is here"));
    const search = make("input", { type: "search", class: "input", placeholder: gettext("Find somebody"), "aria-label": gettext("Find somebody"), autocomplete: "off" });
    const list = make("ul", { class: "chat-here" });
    const says = make("p", { class: "muted small", role: "status" });
    const dialog = make("dialog", { class: "dialog", "aria-labelledby": heading.id },
      make("div", { class: "dialog__head" }, heading, make("button", { type: "button", class: "icon-button", "data-close": true, "aria-label": gettext("Close") }, icon("x"))),
      make("div", { class: "dialog__body" }, says, people.length > 8 ? search : null, list));
    const rows = people.map((person) => [`${person.name} ${person.handle}`.toLowerCase(), this.#row(person, dialog)]);
    const fill = () => {
      const wanted = search.value.trim().toLowerCase().replace(/^@/, "");
      const found = rows.filter(([words]) => words.includes(wanted)).map(([, row]) => row);
      list.replaceChildren(...found);
      says.textContent = wanted && !found.length ? gettext("Nobody of this name is here.") : counted(count, people.length);
    };
    search.addEventListener("input", fill);
    fill();
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove(), { once: true });
    openDialog(dialog);
  }

  #row(person, dialog) {
    const open = () => { dialog.close(); this.card.open(person); };
    return make("li", {}, make("button", { type: "button", class: "chat-here__person", onclick: open },
      avatar(person, 32), make("span", {}, isolated(person.name), " ", make("bdi", { class: "muted small" }, `@${person.handle}`)), ...person.badges.map(badge)));
  }
}

function counted(count, shown) {
  if (!count) return gettext("Nobody who is signed in.");
  const all = interpolate(ngettext("%(n)s person who is signed in.", "%(n)s people who are signed in.", count), { n: count });
  return shown < count ? `${all} ${interpolate(gettext("The first %(n)s are shown."), { n: shown })}` : all;
}
