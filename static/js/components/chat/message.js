// One message as an element. Everything people typed is text; only what the server marked becomes a picture or a link.
import { gettext, locale } from "piyakast/lib/i18n.js";
import { formatTime } from "piyakast/lib/player/time.js";
import { pieces } from "piyakast/lib/chat/pieces.js";
import { hiddenText, icon, isolated, make } from "piyakast/components/chat/dom.js";

const BADGES = {
  owner: ["crown", gettext("Owner")],
  moderator: ["shield-user", gettext("Moderator")],
  staff: ["shield-check", gettext("Staff")],
  member: ["star", gettext("Member")],
  bot: ["bot", gettext("Bot")],
  new: ["sprout", gettext("New here")],
};
// So much of a message its answers repeat, as the server cuts it.
const QUOTED = 80;
const TRUSTED = new Set(["owner", "moderator", "staff"]);
const clock = new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit" });
const moment = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "medium" });

export class MessageMaker {
  /** `links` is the room's rule about them; `handle` the reader's own; `replay` shows places in the recording. */
  constructor({ replay = false } = {}) {
    this.replay = replay;
    this.links = "moderators";
    this.handle = "";
  }

  make(entry) {
    const said = entry.t === "announcement" ? "chat-message chat-message--announcement" : "chat-message";
    const toMe = this.isToMe(entry);
    const item = make("li", { class: toMe ? `${said} chat-message--to-me` : said, tabindex: "-1" });
    item.entry = entry;
    if (entry.reply) item.append(quote(entry.reply));
    if (entry.t === "announcement") item.append(announced());
    item.append(avatar(entry.by), make("div", { class: "chat-message__body" },
      this.#time(entry), ...entry.by.badges.map(badge), name(entry.by), " ", this.#text(entry)));
    return item;
  }

  isToMe(entry) {
    const mine = this.handle.toLowerCase();
    if (!mine) return false;
    return (entry.mentions ?? []).some((handle) => handle.toLowerCase() === mine);
  }

  #mayLink(entry) {
    if (this.links === "everybody") return true;
    return this.links !== "nobody" && entry.by.badges.some((each) => TRUSTED.has(each));
  }

  #time(entry) {
    if (this.replay) return make("span", { class: "chat-message__time" }, formatTime(entry.offset_s ?? 0));
    const at = new Date(entry.at);
    return make("time", { class: "chat-message__time", datetime: at.toISOString(), title: moment.format(at) }, clock.format(at));
  }

  #text(entry) {
    const text = make("bdi", { class: "chat-message__text", dir: "auto" });
    const mine = this.handle.toLowerCase();
    for (const piece of pieces(entry, { links: this.#mayLink(entry) })) {
      if (piece.kind === "emote") text.append(emote(piece));
      else if (piece.kind === "mention") {
        text.append(make("span", { class: piece.handle === mine ? "chat-mention chat-mention--me" : "chat-mention" }, piece.text));
      } else if (piece.kind === "link") {
        text.append(make("a", { href: piece.href, target: "_blank", rel: "noopener noreferrer nofollow ugc" }, piece.text));
      } else text.append(piece.text);
    }
    return text;
  }
}

export function avatar(by, size = 24) {
  const box = make("span", { class: `avatar ${size === 24 ? "avatar--tiny" : "avatar--large"} chat-avatar`, "data-hue": "own", "data-colour": by.colour, "aria-hidden": "true" });
  if (by.avatar) box.append(make("img", { src: by.avatar, alt: "", width: size, height: size, loading: "lazy", decoding: "async" }));
  else box.append(Array.from(by.name ?? "?")[0] ?? "?");
  return box;
}

export function badge(code) {
  const [shape, title] = BADGES[code] ?? ["star", code];
  return make("span", { class: "chat-badge", "data-badge": code, title }, icon(shape), hiddenText(title));
}

function name(by) {
  return make("button", { type: "button", class: "chat-message__name", tabindex: "-1", "data-colour": by.colour, "data-person": "" }, isolated(by.name));
}

function emote({ text, url }) {
  return make("img", { class: "chat-emote", src: url, alt: text, title: text, width: 28, height: 28, loading: "lazy", decoding: "async" });
}

function announced() {
  return make("span", { class: "chat-message__kind" }, icon("megaphone", "icon--small"), gettext("Announcement"));
}

function quote(reply) {
  return make("span", { class: "chat-message__quote", "data-reply-to": reply.id }, icon("reply", "icon--small"), hiddenText(gettext("In reply to")), " ",
    reply.name ? isolated(`@${reply.name}`, { "data-quoted-name": "" }) : "", " ", quotedWords(reply));
}

/** Of a message that was removed, nothing is repeated. */
function quotedWords({ text }) {
  if (!text) return make("em", { class: "chat-message__quoted" }, gettext("Message removed"));
  return isolated(text, { class: "chat-message__quoted", dir: "auto" });
}

/** Take the words away and say so; moderators go on seeing them, struck out. */
export function strike(item, { keepText }) {
  if (item.classList.contains("chat-message--removed")) return;
  item.classList.add("chat-message--removed");
  const note = make("em", { class: "chat-message__gone" }, gettext("Message removed"));
  item.querySelector(".chat-message__quote")?.remove();
  const text = item.querySelector(".chat-message__text");
  if (keepText) text.after(" ", note);
  else text.replaceWith(note);
}

/** The words of a removed message do not live on in the answers to it; nor does the name of somebody who has left. */
export function strikeQuote(quoted, { name = false } = {}) {
  if (name) quoted.querySelector("[data-quoted-name]")?.remove();
  quoted.querySelector(".chat-message__quoted").replaceWith(quotedWords({ text: "" }));
}

/** They do again when it is seen again. */
export function restoreQuote(quoted, text) {
  quoted.querySelector(".chat-message__quoted").replaceWith(quotedWords({ text: Array.from(text).slice(0, QUOTED).join("") }));
}
