// What a room does with each kind of event (docs/subsystems/chat.md): one method a kind.
import { gettext, interpolate } from "piyakast/lib/i18n.js";

export class Hearing {
  constructor(room) {
    this.room = room;
  }

  /** All of one frame; a frame that begins with a greeting catches up, which nobody needs to be read. */
  hear(events) {
    const caughtUp = events[0].t === "hello";
    for (const event of events) {
      if (this.room.requests.answer(event)) continue;
      this[`on_${event.t}`]?.(event, caughtUp);
    }
  }

  on_hello({ room, you, skipped }) {
    if (skipped) {
      this.room.list.clear();
      this.room.list.note(gettext("You were away for a while. Only the newest messages are shown."));
    }
    this.on_rules({ rules: room.rules });
    this.#rights(you);
    this.#held();
    this.room.pinned.show(room.pinned);
    this.room.poll.show(room.poll);
    if (room.viewers !== undefined) this.on_viewers({ n: room.viewers });
    this.room.list.ready();
    for (const item of this.room.outbox.due(gettext("There was no connection. Send it again if it still matters."))) this.room.send(item);
    this.room.pending.draw();
  }

  on_you(event) {
    const { t: _, ...you } = event;
    const kept = this.room.moderation.keepsOrder;
    this.#rights(you);
    if (kept !== this.room.moderation.keepsOrder) this.#held();
  }

  // Signals tell what waits from now on; what waits already is asked for.
  #held() {
    if (this.room.moderation.keepsOrder) this.room.held.load();
    else this.room.held.clear();
  }

  #rights(you) {
    this.room.you = you;
    this.room.maker.handle = you.handle ?? "";
    this.room.moderation.you = you;
    const { moderation } = this.room;
    this.room.list.keepRemoved = moderation.keepsOrder;
    this.room.poll.mayVote = you.role !== "anonymous";
    this.room.poll.mayClose = moderation.may("close_poll");
    this.room.pinned.mayUnpin = moderation.may("unpin");
    this.room.poll.draw();
    this.room.pinned.draw();
    this.room.composer.lock("");
    this.room.composer.form.hidden = !you.can_write;
    this.room.barred.show(you);
    this.room.options.draw();
  }

  on_message(entry, caughtUp) {
    this.room.people.saw(entry.by);
    const mine = entry.by.id === this.room.you.id;
    if (mine && this.room.outbox.confirm(entry.cid)) this.room.pending.draw();
    this.room.list.push(entry);
    if (!mine && !caughtUp) this.room.speech.hear(entry.by.name, entry.text, { toMe: this.room.maker.isToMe(entry), entry });
  }

  on_announcement(entry, caughtUp) {
    this.on_message(entry, caughtUp);
  }

  on_removed({ ids, user, since = 0, left = false }) {
    const gone = new Set(ids ?? []);
    const matches = (entry) => gone.has(entry.id) || (user !== undefined && entry.by.id === user && entry.seq >= since);
    for (const item of this.room.list.items) if (item.entry?.by && matches(item.entry)) gone.add(item.entry.id);
    this.room.speech.forget(matches);
    if (left) this.room.list.drop(matches);
    else this.room.list.remove(matches);
    this.room.list.removeQuotes(gone, { names: left });
    if (left) this.room.people.forget(user);
  }

  on_restored({ messages }) {
    this.room.list.restore(messages);
  }

  on_cleared() {
    this.room.list.clear();
    this.room.speech.forget(() => true);
    this.room.list.note(gettext("A moderator cleared the chat."));
  }

  on_pinned({ message }) {
    this.room.pinned.show(message);
  }

  on_poll({ poll }, caughtUp) {
    this.room.poll.show(poll);
    if (!caughtUp && !poll.closed) this.room.speech.tell(interpolate(gettext("New poll: %(question)s"), poll));
  }

  on_votes({ poll, votes }) {
    this.room.poll.count(poll, votes);
  }

  on_rules({ rules, seq }) {
    this.room.rules = rules;
    this.room.moderation.rules = rules;
    this.room.maker.links = rules.links;
    this.room.ruleLine.show(rules);
    // What one may do may have changed with them.
    if (seq !== undefined) this.room.connection.send({ do: "you" });
  }

  on_viewers({ n }) {
    this.room.options.showViewers(n);
  }

  on_held({ message, why }) {
    this.room.held.add({ ...message, why });
    this.room.speech.tell(gettext("A message waits for your decision."));
  }

  on_decided({ ids }) {
    this.room.held.decided(ids);
  }

  on_ok({ cid, seq, detail }) {
    const item = this.room.outbox.get(cid);
    if (!item) return;
    if (detail) this.#tell(detail);
    // A message that has a place comes, or has come, as an entry; a held one or a command does not.
    if (!Number.isInteger(seq) || seq <= this.room.connection.last) this.room.outbox.drop(cid);
    else item.state = "sent";
    if (this.room.rules.slow_s && !this.room.moderation.keepsOrder) this.room.composer.waitFor(this.room.rules.slow_s);
    this.room.pending.draw();
  }

  on_told({ cid, text }) {
    this.room.outbox.drop(cid);
    this.room.pending.draw();
    this.#tell(text);
  }

  on_no({ cid, detail, retry_s: retry }) {
    const item = this.room.outbox.get(cid);
    if (!item) return;
    if (retry) this.room.composer.waitFor(retry, detail);
    if (retry && !this.room.composer.field.value) {
      // Nothing is wrong with the text: it waits in the field until it may be sent.
      this.room.outbox.drop(cid);
      this.room.composer.set(item.text);
    } else this.room.outbox.fail(cid, detail);
    this.room.pending.draw();
  }

  #tell(text) {
    this.room.list.note(text);
    this.room.speech.tell(text);
  }
}
