// The head of the room: how many are here, and a menu of what one can set and, as a moderator, do.
import { formatNumber, gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { recall, remember } from "piyakast/lib/chat/prefs.js";
import { toast } from "piyakast/lib/toast.js";
import { openMenu } from "piyakast/components/chat/menu.js";

const SPEECH = [
  ["all", gettext("Screen reader: all messages")],
  ["mentions", gettext("Screen reader: only mentions of me")],
  ["none", gettext("Screen reader: no messages")],
];
const POPOUT = "popup,width=420,height=760";

export class Options {
  constructor(root, room) {
    this.root = root;
    this.room = room;
    this.viewers = root.querySelector("[data-chat-viewers]");
    this.button = root.querySelector("[data-options]");
    this.button.addEventListener("click", () => this.#open());
    this.showTimes(recall("times", false));
  }

  draw() {
    this.root.toggleAttribute("data-moderates", this.room.moderation.keepsOrder);
  }

  showViewers(n) {
    this.viewers.hidden = false;
    this.viewers.querySelector("[data-count]").textContent = formatNumber(n, { notation: "compact" });
    this.viewers.querySelector(".visually-hidden").textContent = interpolate(ngettext("%(n)s person in the chat", "%(n)s people in the chat", n), { n });
  }

  showTimes(on) {
    this.times = on;
    this.root.toggleAttribute("data-times", on);
  }

  #open() {
    this.button.setAttribute("aria-expanded", "true");
    openMenu({
      anchor: this.button,
      label: gettext("Options of the chat"),
      items: this.#items(),
      onclose: () => this.button.setAttribute("aria-expanded", "false"),
    });
  }

  #items() {
    const { room } = this;
    const { moderation, speech, config } = room;
    const items = [];
    const add = (group, text, icon, act, more = {}) => items.push({ group, text, icon, act, ...more });
    if (moderation.may("rules")) add("rules", gettext("Rules …"), "settings-2", () => moderation.askRules());
    if (moderation.may("poll")) add("rules", gettext("New poll …"), "chart-column", () => moderation.askPoll());
    if (moderation.may("announce")) add("rules", gettext("Announcement …"), "megaphone", () => moderation.askAnnounce());
    if (moderation.may("clear")) add("rules", gettext("Clear the chat …"), "eraser", () => moderation.askClear(), { danger: true });
    if (config.urls.settings) add("rules", gettext("Words, moderators, log"), "shield", () => { window.open(config.urls.settings, config.popout ? "_blank" : "_self"); });
    if (config.user && (moderation.keepsOrder || room.rules.people !== "moderators")) add("look", gettext("Who is here …"), "users", () => room.here.open());
    add("look", gettext("Show times"), "clock", () => { this.showTimes(!this.times); remember("times", this.times); room.list.settle(); }, { checked: this.times });
    for (const [mode, text] of SPEECH) {
      add("speech", text, "ear", () => { speech.mode = mode; remember("speech", mode); toast(text); }, { checked: speech.mode === mode });
    }
    if (config.urls.popout) add("window", gettext("Open in its own window"), "external-link", () => this.#popOut());
    return items;
  }

  #popOut() {
    const { urls, room } = this.room.config;
    if (!window.open(urls.popout, `chat-${room}`, POPOUT)) {
      toast(gettext("The browser kept the window from opening. Allow pop-ups for this site."), { error: true });
      return;
    }
    this.root.dispatchEvent(new CustomEvent("chatpopout", { bubbles: true }));
  }
}
