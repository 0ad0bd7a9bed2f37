// A room that is live: ties the line to the room, the list, the field and what moderators have together.
import { send as readJson } from "piyakast/lib/http.js";
import { attempt } from "piyakast/lib/toast.js";
import { Connection } from "piyakast/lib/chat/connection.js";
import { Emotes } from "piyakast/lib/chat/emotes.js";
import { Outbox } from "piyakast/lib/chat/outbox.js";
import { People } from "piyakast/lib/chat/people.js";
import { Speech } from "piyakast/lib/chat/speech.js";
import { recall } from "piyakast/lib/chat/prefs.js";
import { Barred } from "piyakast/components/chat/barred.js";
import { Card } from "piyakast/components/chat/card.js";
import { Composer } from "piyakast/components/chat/composer.js";
import { EmotePicker } from "piyakast/components/chat/emotes.js";
import { Hearing } from "piyakast/components/chat/hearing.js";
import { Held, PAGE } from "piyakast/components/chat/held.js";
import { Here } from "piyakast/components/chat/here.js";
import { MessageList } from "piyakast/components/chat/list.js";
import { MessageActions } from "piyakast/components/chat/message-actions.js";
import { MessageMaker } from "piyakast/components/chat/message.js";
import { Moderation } from "piyakast/components/chat/moderation.js";
import { Options } from "piyakast/components/chat/options.js";
import { Pending } from "piyakast/components/chat/pending.js";
import { Pinned } from "piyakast/components/chat/pinned.js";
import { Poll } from "piyakast/components/chat/poll.js";
import { Requests } from "piyakast/components/chat/requests.js";
import { RuleLine } from "piyakast/components/chat/rule-words.js";
import { suggestions } from "piyakast/components/chat/suggestions.js";
import { ENDS, Status } from "piyakast/components/chat/status.js";
import { Suggest } from "piyakast/components/chat/suggest.js";

export class Room {
  you = { role: "anonymous", acts: [], can_write: false };
  rules = {};
  #stop = new AbortController();

  constructor(root, config) {
    this.root = root;
    this.config = config;
    this.people = new People();
    // Of this person alone: whoever signs in after them in this tab sends nothing of theirs.
    this.place = `${config.room}.${document.body.dataset.user ?? ""}`;
    this.outbox = new Outbox(this.place);
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
    this.hearing = new Hearing(this);
    this.connection.addEventListener("events", ({ detail }) => this.hearing.hear(detail));
    this.connection.addEventListener("state", ({ detail }) => {
      root.dataset.line = detail;
      if (this.connection.isOver) this.#over();
    });
    this.#watchPage();
    this.pending.draw();
    this.connection.open();
  }

  destroy() {
    this.#stop.abort();
    this.connection.close();
    for (const part of [this.list, this.status, this.composer, this.poll, this.ruleLine]) part.destroy();
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
    this.ruleLine = new RuleLine(root.querySelector("[data-rules]"));
    this.pinned = new Pinned(root.querySelector("[data-pinned]"), maker, { unpin: (entry) => moderation.unpin(entry), changed });
    this.held = new Held(root.querySelector("[data-held]"), maker, {
      decide: act,
      read: (after) => readJson(`/api/v1/chat/rooms/${this.config.room}/held?after=${after}&limit=${PAGE}`),
      changed,
    });
    this.poll = new Poll(root.querySelector("[data-poll]"), {
      vote: (poll, option) => attempt(() => requests.ask({ do: "vote", poll, option }).catch((error) => {
        this.poll.takeBack();
        throw error;
      })),
      close: () => act("close_poll"),
      changed,
    });
    this.card = new Card({ requests, moderation, maker, mention: (person) => this.mention(person) });
    this.here = new Here(this.config.room, this.card);
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
    this.emotes = new Emotes(config.emotes, () => readJson(`/api/v1/chat/rooms/${config.room}/emotes`));
    const field = root.querySelector("[data-composer] textarea");
    const suggest = new Suggest(field, root.querySelector("[data-suggest]"), root.querySelector("[data-suggest-status]"), suggestions(this));
    this.composer = new Composer(root, { place: this.place, suggest, onsend: (text, reply) => this.#say(text, reply) });
    this.barred = new Barred(root.querySelector("[data-barred]"), config, { ask: () => this.connection.send({ do: "you" }) });
    this.picker = new EmotePicker(root, { emotes: this.emotes, insert: (text) => this.composer.insert(text) });
    this.pending = new Pending(root.querySelector("[data-pending]"), this.outbox, {
      again: (cid) => { this.send(this.outbox.again(cid)); this.pending.draw(); },
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
    this.send(item);
    this.pending.draw();
  }

  // Nobody writes here any more. What was typed stays before who typed it.
  #over() {
    const why = ENDS[this.connection.state];
    this.outbox.failAll(why);
    this.pending.draw();
    this.barred.hide();
    this.composer.lock(why);
    this.held.clear();
  }

  /** Send what is in the outbox; again is the same message. */
  send({ cid, text, reply }) {
    if (this.connection.isOver) {
      this.outbox.fail(cid, ENDS[this.connection.state]);
      return;
    }
    const command = { do: "say", cid, text, reply: reply?.id ?? null };
    // Beside a video a message belongs to the moment one was watching.
    const player = this.config.beside === "video" && document.querySelector("piyak-player video");
    if (player) command.at_s = player.currentTime;
    this.connection.send(command);
  }
}

function socketUrl(path, last) {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const url = new URL(`${scheme}//${location.host}${path}`);
  if (last !== null) url.searchParams.set("last", last);
  return url.href;
}
