// The poll of the room: bars that move while people vote.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { icon, isolated, make } from "piyakast/components/chat/dom.js";

export class Poll {
  #poll = null;
  #voted = null;
  #folded = false;
  #timer;

  /** `vote(poll, option)` sends a vote; `close(poll)` ends it. */
  constructor(box, { vote, close, changed }) {
    Object.assign(this, { box, vote, close, changed });
    this.mayVote = false;
    this.mayClose = false;
  }

  get id() {
    return this.#poll?.id ?? null;
  }

  show(poll) {
    if (poll?.id !== this.#poll?.id) {
      this.#voted = null;
      this.#folded = false;
    }
    this.#poll = poll;
    if (poll && Number.isInteger(poll.voted)) this.#voted = poll.voted;
    this.draw();
  }

  count(id, votes) {
    if (id !== this.id) return;
    for (const [index, count] of votes.entries()) this.#poll.options[index].votes = count;
    this.#fill();
  }

  /** The vote was refused. */
  takeBack() {
    this.#voted = null;
    this.draw();
  }

  draw() {
    clearInterval(this.#timer);
    this.box.hidden = !this.#poll;
    if (!this.#poll) {
      this.box.replaceChildren();
      this.changed();
      return;
    }
    const { question, options, closed } = this.#poll;
    const open = this.mayVote && !closed && this.#voted === null;
    const list = make("ul", { class: "chat-poll__options" }, ...options.map((option, index) => this.#option(option, index, open)));
    const heading = make("h3", { class: "chat-poll__question", id: "chat-poll-question" }, isolated(question));
    list.setAttribute("aria-labelledby", heading.id);
    list.hidden = this.#folded;
    const head = make("div", { class: "chat-poll__head" }, icon("chart-column", "icon--small"), heading, this.#folder());
    this.facts = make("p", { class: "chat-poll__facts" });
    const foot = make("div", { class: "chat-poll__foot" }, this.facts);
    if (this.mayClose && !closed) {
      foot.append(make("button", { type: "button", class: "button button--small", onclick: () => this.close(this.#poll.id) }, gettext("End the poll")));
    }
    if (closed) {
      foot.append(make("button", { type: "button", class: "button button--small", onclick: () => this.show(null) }, gettext("Close")));
    }
    this.box.replaceChildren(head, list, foot);
    this.#fill();
    if (!closed && this.#poll.ends_at) this.#timer = setInterval(() => this.#sayFacts(), 1000);
    this.changed();
  }

  destroy() {
    clearInterval(this.#timer);
  }

  #folder() {
    return make("button", {
      type: "button",
      class: "icon-button",
      "aria-expanded": String(!this.#folded),
      "aria-label": this.#folded ? gettext("Show the poll") : gettext("Fold the poll"),
      onclick: () => {
        this.#folded = !this.#folded;
        this.draw();
        this.box.querySelector("[aria-expanded]").focus();
      },
    }, icon(this.#folded ? "chevron-down" : "chevron-up"));
  }

  #option({ text }, index, open) {
    const mine = this.#voted === index;
    const bar = [
      make("span", { class: "chat-poll__bar", "aria-hidden": "true" }),
      isolated(text, { class: "chat-poll__text" }),
      mine ? icon("check", "icon--small") : null,
      make("span", { class: "chat-poll__share" }),
    ];
    const inner = open
      ? make("button", { type: "button", class: "chat-poll__option", onclick: () => this.#choose(index) }, ...bar)
      : make("div", { class: mine ? "chat-poll__option chat-poll__option--mine" : "chat-poll__option" }, ...bar);
    return make("li", {}, inner);
  }

  #choose(index) {
    this.#voted = index;
    this.vote(this.#poll.id, index);
    this.draw();
  }

  #fill() {
    const total = this.#total();
    for (const [index, item] of this.box.querySelectorAll(".chat-poll__option").entries()) {
      const { votes } = this.#poll.options[index];
      const share = total ? Math.round((100 * votes) / total) : 0;
      item.style.setProperty("--share", `${share}%`);
      item.querySelector(".chat-poll__share").textContent = interpolate(gettext("%(n)s%"), { n: share });
    }
    this.#sayFacts();
  }

  #total() {
    return this.#poll.options.reduce((sum, option) => sum + option.votes, 0);
  }

  #sayFacts() {
    const total = this.#total();
    const votes = interpolate(ngettext("%(n)s vote", "%(n)s votes", total), { n: total });
    this.facts.textContent = [votes, this.#ending()].filter(Boolean).join(" · ");
  }

  #ending() {
    const { closed, ends_at: ends } = this.#poll;
    if (closed) return gettext("The poll has ended");
    if (!ends) return "";
    const seconds = Math.max(0, Math.ceil((new Date(ends) - Date.now()) / 1000));
    if (seconds >= 120) return interpolate(gettext("ends in %(n)s min"), { n: Math.ceil(seconds / 60) });
    return interpolate(gettext("ends in %(n)s s"), { n: seconds });
  }
}
