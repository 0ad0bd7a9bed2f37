// A room that is live: ties the line to the room, the list, the field and what moderators have together.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { attempt } from "piyakast/lib/toast.js";
import { Connection } from "piyakast/lib/chat/connection.js";
import { Outbox } from "piyakast/lib/chat/outbox.js";
import { People } from "piyakast/lib/chat/people.js";
import { Speech } from "piyakast/lib/chat/speech.js";
import { recall } from "piyakast/lib/chat/prefs.js";
import { Barred } from "piyakast/components/chat/barred.js";
import { Card } from "piyakast/components/chat/card.js";
import { Composer } from "piyakast/components/chat/composer.js";
import { EmotePicker } from "piyakast/components/chat/emotes.js";
import { Held } from "piyakast/components/chat/held.js";
import { MessageList } from "piyakast/components/chat/list.js";
import { MessageActions } from "piyakast/components/chat/message-actions.js";
import { MessageMaker } from "piyakast/components/chat/message.js";
import { Moderation } from "piyakast/components/chat/moderation.js";
import { Options } from "piyakast/components/chat/options.js";
import { Pending } from "piyakast/components/chat/pending.js";
import { Pinned } from "piyakast/components/chat/pinned.js";
import { Poll } from "piyakast/components/chat/poll.js";
import { Requests } from "piyakast/components/chat/requests.js";
import { ruleWords } from "piyakast/components/chat/rule-words.js";
import { suggestions } from "piyakast/components/chat/suggestions.js";
import { Status } from "piyakast/components/chat/status.js";
import { Suggest } from "piyakast/components/chat/suggest.js";

export class Room {
  you = { role: "anonymous", acts: [], can_write: false };
  rules = {};
  #stop = new AbortController();

  constructor(root, config) {
    this.root = root;
    this.config = config;
    this.people = new People();
    this.outbox = new Outbox(config.room);
    this.connection = new Connection((last) => socketUrl(config.socket, last));
    this.requests = new Requests(this.connection);
    this.moderation = new Moderation(this.requests);
    this.maker = new MessageMaker();
    this.list = new MessageList(root, this.maker);
    this.status = new Status(root.querySelector("[data-status]"), this.connection);
    this.#buildSpeech();
    this.#buildPanels();
    this.#buildWriting();
    this.options = new Options(root, this);
    this.connection.addEventListener("events", ({ detail }) => this.#hear(detail));
    this.connection.addEventListener("state", ({ detail }) => { root.dataset.line = detail; });
    this.#watchPage();
    this.pending.draw();
    this.connection.open();
  }

  destroy() {
    this.#stop.abort();
    this.connection.close();
    for (const part of [this.list, this.status, this.composer, this.poll]) part.destroy();
  }

  /** Answer to a message. */
  reply(entry) {
    this.composer.replyTo(entry);
  }

  mention({ handle }) {
    this.composer.insert(`@${handle}`);
    this.composer.focus();
  }

  #buildSpeech() {
    const region = this.root.querySelector("[data-speech]");
    this.speech = new Speech((sentence) => { region.textContent = sentence; });
    this.speech.mode = recall("speech", "all");
  }

  #buildPanels() {
    const { root, maker, moderation, requests } = this;
    const changed = () => this.list.settle();
    const act = (name, members) => moderation.act(name, members);
    this.pinned = new Pinned(root.querySelector("[data-pinned]"), maker, { unpin: (entry) => moderation.unpin(entry), changed });
    this.held = new Held(root.querySelector("[data-held]"), maker, { decide: (which, id) => act(which, { id }), changed });
    this.poll = new Poll(root.querySelector("[data-poll]"), {
      vote: (poll, option) => attempt(() => requests.ask({ do: "vote", poll, option }).catch((error) => {
        this.poll.takeBack();
        throw error;
      })),
      close: () => act("close_poll"),
      changed,
    });
    this.card = new Card({ requests, moderation, maker, mention: (person) => this.mention(person) });
    this.actions = new MessageActions(this.list, {
      moderation,
      pinned: this.pinned,
      reply: (entry) => this.reply(entry),
      card: (by) => this.card.open(by),
      leave: () => (this.you.can_write ? this.composer.focus() : this.list.scroller.focus()),
    });
  }

  #buildWriting() {
    const { root, config } = this;
    const field = root.querySelector("[data-composer] textarea");
    const suggest = new Suggest(field, root.querySelector("[data-suggest]"), root.querySelector("[data-suggest-status]"), suggestions(this));
    this.composer = new Composer(root, { room: config.room, suggest, onsend: (text, reply) => this.#say(text, reply) });
    this.barred = new Barred(root.querySelector("[data-barred]"), config, { ask: () => this.connection.send({ do: "you" }) });
    this.emotes = new EmotePicker(root, { emotes: () => config.emotes, insert: (text) => this.composer.insert(text) });
    this.pending = new Pending(root.querySelector("[data-pending]"), this.outbox, {
      again: (cid) => { this.#send(this.outbox.again(cid)); this.pending.draw(); },
      edit: (text) => this.composer.set(text),
      changed: () => this.list.settle(),
    });
  }

  // Coming back from sleep, another tab or another network: do not wait for the next try.
  #watchPage() {
    const { signal } = this.#stop;
    const check = () => this.connection.check();
    addEventListener("online", check, { signal });
    addEventListener("pageshow", (event) => { if (event.persisted) check(); }, { signal });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) check(); }, { signal });
  }

  #say(text, reply) {
    const item = this.outbox.add(text, reply);
    this.list.toNewest();
    this.#send(item);
    this.pending.draw();
  }

  #send({ cid, text, reply }) {
    const command = { do: "say", cid, text, reply: reply?.id ?? null };
    // Beside a video a message belongs to the moment one was watching.
    const player = this.config.beside === "video" && document.querySelector("piyak-player video");
    if (player) command.at_s = player.currentTime;
    this.connection.send(command);
  }

  #hear(events) {
    const caughtUp = events[0].t === "hello";
    for (const event of events) {
      if (this.requests.answer(event)) continue;
      this[`on_${event.t}`]?.(event, caughtUp);
    }
  }

  on_hello({ room, you, skipped }) {
    if (skipped) {
      this.list.clear();
      this.list.note(gettext("You were away for a while. Only the newest messages are shown."));
    }
    this.held.clear();
    this.on_rules({ rules: room.rules });
    this.on_you(you);
    this.pinned.show(room.pinned);
    this.poll.show(room.poll);
    if (room.viewers !== undefined) this.on_viewers({ n: room.viewers });
    this.list.ready();
    for (const item of this.outbox.due(gettext("There was no connection. Send it again if it still matters."))) this.#send(item);
    this.pending.draw();
  }

  on_you(event) {
    const { t: _, ...you } = event;
    this.you = you;
    this.maker.handle = you.handle ?? "";
    this.moderation.you = you;
    const { moderation } = this;
    this.list.keepRemoved = moderation.keepsOrder;
    this.poll.mayVote = you.role !== "anonymous";
    this.poll.mayClose = moderation.may("close_poll");
    this.pinned.mayUnpin = moderation.may("unpin");
    this.poll.draw();
    this.pinned.draw();
    this.composer.form.hidden = !you.can_write;
    this.barred.show(you);
    this.options.draw();
  }

  on_message(entry, caughtUp) {
    this.people.saw(entry.by);
    const mine = entry.by.id === this.you.id;
    if (mine && this.outbox.confirm(entry.cid)) this.pending.draw();
    this.list.push(entry);
    if (!mine && !caughtUp) this.speech.hear(entry.by.name, entry.text, { toMe: this.maker.isToMe(entry) });
  }

  on_announcement(entry, caughtUp) {
    this.on_message(entry, caughtUp);
  }

  on_removed({ ids, user }) {
    const gone = new Set(ids ?? []);
    const matches = (entry) => gone.has(entry.id) || (user !== undefined && entry.by.id === user);
    for (const item of this.list.items) if (item.entry?.by && matches(item.entry)) gone.add(item.entry.id);
    this.list.remove(matches);
    this.list.removeQuotes(gone);
  }

  on_cleared() {
    this.list.clear();
    this.list.note(gettext("A moderator cleared the chat."));
  }

  on_pinned({ message }) {
    this.pinned.show(message);
  }

  on_poll({ poll }, caughtUp) {
    this.poll.show(poll);
    if (!caughtUp && !poll.closed) this.speech.tell(interpolate(gettext("New poll: %(question)s"), poll));
  }

  on_votes({ poll, votes }) {
    this.poll.count(poll, votes);
  }

  on_rules({ rules, seq }) {
    this.rules = rules;
    this.moderation.rules = rules;
    this.maker.links = rules.links;
    const line = this.root.querySelector("[data-rules]");
    line.textContent = ruleWords(rules).join(" · ");
    line.hidden = !line.textContent;
    // What one may do may have changed with them.
    if (seq !== undefined) this.connection.send({ do: "you" });
  }

  on_viewers({ n }) {
    this.options.showViewers(n);
  }

  on_held({ message, why }) {
    this.held.add({ ...message, why });
    this.speech.tell(gettext("A message waits for your decision."));
  }

  on_decided({ id }) {
    this.held.decided(id);
  }

  on_ok({ cid, seq, detail }) {
    const item = this.outbox.get(cid);
    if (!item) return;
    if (detail) this.#tell(detail);
    // A message that has a place comes, or has come, as an entry; a held one or a command does not.
    if (!Number.isInteger(seq) || seq <= this.connection.last) this.outbox.drop(cid);
    else item.state = "sent";
    if (this.rules.slow_s && !this.moderation.keepsOrder) this.composer.waitFor(this.rules.slow_s);
    this.pending.draw();
  }

  on_told({ cid, text }) {
    this.outbox.drop(cid);
    this.pending.draw();
    this.#tell(text);
  }

  on_no({ cid, detail, retry_s: retry }) {
    const item = this.outbox.get(cid);
    if (!item) return;
    if (retry) this.composer.waitFor(retry, detail);
    if (retry && !this.composer.field.value) {
      // Nothing is wrong with the text: it waits in the field until it may be sent.
      this.outbox.drop(cid);
      this.composer.set(item.text);
    } else this.outbox.fail(cid, detail);
    this.pending.draw();
  }

  #tell(text) {
    this.list.note(text);
    this.speech.tell(text);
  }
}

function socketUrl(path, last) {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const url = new URL(`${scheme}//${location.host}${path}`);
  if (last !== null) url.searchParams.set("last", last);
  return url.href;
}
