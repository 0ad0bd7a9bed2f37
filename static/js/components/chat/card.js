// Who somebody is: since when they are here, what they said, and for moderators what is known and what to do.
import { gettext, interpolate, locale } from "piyakast/lib/i18n.js";
import { openDialog } from "piyakast/lib/dialog.js";
import { attempt } from "piyakast/lib/toast.js";
import { avatar, badge } from "piyakast/components/chat/message.js";
import { icon, isolated, make } from "piyakast/components/chat/dom.js";

const day = new Intl.DateTimeFormat(locale(), { dateStyle: "long" });
const moment = new Intl.DateTimeFormat(locale(), { dateStyle: "short", timeStyle: "short" });

export class Card {
  constructor({ requests, moderation, maker, mention }) {
    Object.assign(this, { requests, moderation, maker, mention });
  }

  async open(by) {
    await attempt(async () => {
      const card = await this.requests.ask({ do: "card", user: by.id });
      this.#show(card);
    });
  }

  #show({ user, messages, sanction = null, notes = [] }) {
    const person = { badges: [], colour: 0, ...user, ...user.by };
    const heading = make("h2", { id: "chat-card-title" }, isolated(person.name));
    const dialog = make("dialog", { class: "dialog chat-card", "aria-labelledby": heading.id },
      make("div", { class: "dialog__head" },
        make("div", { class: "chat-card__who" }, avatar(person, 64),
          make("div", {}, heading, make("p", { class: "muted small" }, isolated(handleOf(person)), " ", ...person.badges.map(badge)))),
        make("button", { type: "button", class: "icon-button", "data-close": true, "aria-label": gettext("Close") }, icon("x"))),
      make("div", { class: "dialog__body" }, this.#facts(user, sanction), this.#acts(person, sanction), this.#notes(notes), this.#messages(messages)));
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove(), { once: true });
    this.dialog = dialog;
    openDialog(dialog);
    // What they said last is why somebody looks.
    const said = dialog.querySelector(".chat-card__messages");
    if (said) said.scrollTop = said.scrollHeight;
  }

  #facts(user, sanction) {
    const facts = make("ul", { class: "chat-card__facts" });
    const add = (text) => facts.append(make("li", {}, text));
    if (user.joined) add(interpolate(gettext("Here since %(date)s"), { date: day.format(new Date(user.joined)) }));
    if (user.follows_since) add(interpolate(gettext("Follows the channel since %(date)s"), { date: day.format(new Date(user.follows_since)) }));
    if (user.blurb) facts.append(make("li", {}, isolated(user.blurb, { dir: "auto" })));
    if (sanction) {
      const until = sanction.until && moment.format(new Date(sanction.until));
      const text = until ? interpolate(gettext("Timed out until %(time)s"), { time: until }) : gettext("Banned");
      facts.append(make("li", { class: "chat-card__sanction" }, [text, sanction.reason].filter(Boolean).join(": ")));
    }
    return facts;
  }

  #acts(person, sanction) {
    const row = make("div", { class: "cluster" });
    const add = (text, shape, act, danger = false) => row.append(make("button", {
      type: "button",
      class: danger ? "button button--small button--danger-quiet" : "button button--small",
      onclick: () => { this.dialog.close(); act(); },
    }, icon(shape, "icon--small"), text));
    const { moderation } = this;
    const handle = person.handle ?? "";
    if (moderation.you.can_write && person.id !== moderation.you.id) add(gettext("Mention"), "at-sign", () => this.mention(person));
    // People without a channel have a ~ in their handle.
    if (handle && !handle.includes("~")) add(gettext("Channel"), "user", () => open(`/@${encodeURIComponent(handle)}`, "_blank", "noopener"));
    if (moderation.mayActOn(person)) {
      if (sanction) add(gettext("Let them write again"), "undo-2", () => moderation.act("unban", { user: person.id }, { tell: true }));
      else {
        add(gettext("Time out"), "timer", () => moderation.askTimeOut(person), true);
        add(gettext("Ban"), "ban", () => moderation.askBan(person), true);
      }
      add(gettext("Remove messages"), "eraser", () => moderation.askClearUser(person), true);
    }
    if (moderation.keepsOrder) add(gettext("Note"), "sticky-note", () => moderation.askNote(person));
    if (moderation.may("moderator") && person.id !== moderation.you.id) {
      if (person.badges.includes("moderator")) add(gettext("No moderator any more"), "shield", () => moderation.act("unmoderator", { user: person.id }, { tell: true }));
      else add(gettext("Make moderator"), "shield-user", () => moderation.act("moderator", { user: person.id }, { tell: true }));
    }
    return row;
  }

  #notes(notes) {
    if (!notes.length) return null;
    return make("section", {}, make("h3", {}, gettext("Notes")),
      make("ul", { class: "chat-card__list" }, ...notes.map(({ text, by, at }) => make("li", {}, isolated(text, { dir: "auto" }),
        make("small", { class: "muted" }, ` – ${by ?? ""}, ${moment.format(new Date(at))}`)))));
  }

  #messages(messages) {
    const items = messages.map((message) => {
      const item = make("li", { class: message.removed ? "chat-card__removed" : "" },
        make("time", { class: "muted small" }, moment.format(new Date(message.at))), " ", isolated(message.text, { dir: "auto" }));
      if (message.removed) item.append(" ", make("em", { class: "muted small" }, gettext("removed")));
      return item;
    });
    return make("section", {}, make("h3", {}, gettext("Said here")),
      items.length ? make("ul", { class: "chat-card__list chat-card__messages", tabindex: "0", "aria-label": gettext("Said here") }, ...items) : make("p", { class: "muted" }, gettext("Nothing yet.")));
  }
}

const handleOf = ({ handle }) => (handle ? `@${handle}` : "");
