// For moderators: messages that wait for a decision. A page of them is shown, all are counted; signals keep it right between reads.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { confirmDialog } from "piyakast/lib/dialog.js";
import { attempt } from "piyakast/lib/toast.js";
import { icon, make } from "piyakast/components/chat/dom.js";

export const PAGE = 50;
const REASONS = {
  rude: gettext("It may be rude."),
  word: gettext("It has a word that this channel holds back."),
  first: gettext("It is their first message here."),
  raid: gettext("Many new accounts write at once."),
};

export class Held {
  /** What is shown, in the order of the ids. */
  #rows = new Map();
  #count = 0;
  #newest = 0;
  #most = PAGE;
  /** What came while a page was on its way: it may be newer than the page. */
  #meanwhile = null;
  #run = 0;
  #failed = false;
  #anew = false;
  #isStale = false;
  // Our own decisions are told twice: by the answer and by a signal.
  #done = new Set();

  /** `decide("approve" | "deny" | "deny_all", members)` resolves to whether it was done; `read(after)` to a page. */
  constructor(box, maker, { decide, read, changed }) {
    Object.assign(this, { box, maker, decide, read, changed });
    this.list = box.querySelector("ul");
    this.title = box.querySelector("[data-held-title]");
    this.more = box.querySelector("[data-held-more]");
    this.all = box.querySelector("[data-held-all]");
    this.more.addEventListener("click", () => this.#showMore());
    this.all.addEventListener("click", () => this.#denyAll());
  }

  /** Read from the beginning: only signals are heard, and none of those that came before us. */
  load() {
    this.#anew = true;
    return this.#fetch();
  }

  add(entry) {
    this.#hear(() => this.#take(entry));
  }

  decided(ids) {
    this.#hear(() => this.#drop(ids));
  }

  clear() {
    this.#run += 1;
    this.#meanwhile = null;
    this.#failed = this.#isStale = false;
    this.#empty();
    this.#draw();
  }

  /** How many wait that are not shown. */
  get #hidden() {
    return this.#count - this.#rows.size;
  }

  #hear(act) {
    if (this.#meanwhile) {
      this.#meanwhile.push(act);
      return;
    }
    act();
    this.#draw();
    if (this.#isStale || (this.#hidden > 0 && this.#rows.size < this.#most / 2)) this.#fetch();
  }

  #take(entry) {
    if (entry.id <= this.#newest) return;
    this.#newest = entry.id;
    if (!this.#hidden && this.#rows.size < this.#most) this.#append(entry);
    this.#count += 1;
  }

  #drop(ids) {
    for (const id of ids) {
      if (this.#done.has(id)) continue;
      this.#done.add(id);
      const row = this.#rows.get(id);
      if (row) {
        row.remove();
        this.#rows.delete(id);
        this.#count -= 1;
      // One that is not shown: whether it was counted only the site knows.
      } else if (this.#hidden > 0) this.#isStale = true;
    }
  }

  #append(entry) {
    const row = this.#item(entry);
    this.#rows.set(entry.id, row);
    this.list.append(row);
  }

  #empty() {
    this.#rows.clear();
    this.list.replaceChildren();
    this.#count = 0;
    this.#newest = 0;
    this.#most = PAGE;
  }

  async #fetch() {
    const run = ++this.#run;
    this.#meanwhile ??= [];
    this.#failed = true;
    await attempt(async () => {
      const page = await this.read(this.#anew ? 0 : [...this.#rows.keys()].at(-1) ?? 0);
      if (run === this.#run) this.#show(page);
    });
    if (run !== this.#run) return;
    const waiting = this.#meanwhile;
    this.#meanwhile = null;
    for (const act of waiting) act();
    this.#draw();
    if (this.#isStale && !this.#failed) await this.#fetch();
  }

  #show({ items, count, newest }) {
    const focused = this.list.contains(document.activeElement) && document.activeElement.closest("li").entry.id;
    if (this.#anew) this.#empty();
    for (const { message, why } of items) if (this.#rows.size < this.#most) this.#append({ ...message, why });
    this.#count = count;
    this.#newest = newest ?? 0;
    this.#failed = this.#anew = this.#isStale = false;
    if (focused) (this.#rows.get(focused) ?? this.list.firstElementChild)?.querySelector("button.button").focus();
  }

  #showMore() {
    if (!this.#failed) this.#most += PAGE;
    this.#fetch();
  }

  #draw() {
    const count = this.#count;
    this.box.hidden = count === 0 && !this.#couldNotRead;
    this.title.textContent = count || !this.#couldNotRead
      ? interpolate(ngettext("%(n)s message waits for you", "%(n)s messages wait for you", count), { n: count })
      : gettext("Messages that wait could not be read");
    this.more.hidden = !this.#couldNotRead && this.#hidden <= 0;
    this.more.textContent = this.#couldNotRead ? gettext("Try again") : interpolate(gettext("Show more (%(n)s)"), { n: this.#hidden });
    this.all.hidden = count < 2;
    this.changed();
  }

  get #couldNotRead() {
    return this.#failed && !this.#meanwhile;
  }

  #item(entry) {
    const item = this.maker.make({ reply: null, emotes: [], mentions: [], ...entry });
    item.removeAttribute("tabindex");
    const name = entry.by.name;
    const act = (shape, label, which) => make("button", {
      type: "button",
      class: "button button--small",
      "aria-label": interpolate(label, { name }),
      onclick: () => this.#decide(which, item),
    }, icon(shape), which === "approve" ? gettext("Show") : gettext("Refuse"));
    if (entry.why) item.append(make("p", { class: "chat-held__why" }, REASONS[entry.why] ?? entry.why));
    item.append(make("div", { class: "chat-held__acts" },
      act("check", gettext("Show the message of %(name)s"), "approve"), act("x", gettext("Refuse the message of %(name)s"), "deny")));
    return item;
  }

  async #decide(which, item) {
    // The next one is under the fingers at once; this one goes when the site says that it is done.
    const next = item.nextElementSibling ?? item.previousElementSibling;
    this.#busy(item, true);
    next?.querySelector("button.button").focus();
    if (await this.decide(which, { id: item.entry.id })) {
      this.decided([item.entry.id]);
      if (this.#failed) await this.load();
      return;
    }
    this.#busy(item, false);
    // Somebody else may have decided while we did not hear of it.
    await this.load();
  }

  #busy(item, busy) {
    item.setAttribute("aria-busy", busy);
    for (const button of item.querySelectorAll(".chat-held__acts button")) button.disabled = busy;
  }

  async #denyAll() {
    const until = this.#newest;
    const count = this.#count;
    const sure = await confirmDialog({
      title: interpolate(ngettext("Refuse %(n)s message?", "Refuse %(n)s messages?", count), { n: count }),
      text: gettext("Nobody will see the messages that wait now. This cannot be undone."),
      action: gettext("Refuse all"),
    });
    if (!sure) return;
    await this.decide("deny_all", { until });
    await this.load();
  }
}
