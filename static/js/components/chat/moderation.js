// What moderators do, with a question before what is harsh and a way back where there is one.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { confirmDialog } from "piyakast/lib/dialog.js";
import { attempt, toast } from "piyakast/lib/toast.js";
import { TIMEOUTS, duration } from "piyakast/components/chat/durations.js";
import { ask, check, field, select } from "piyakast/components/chat/forms.js";
import { make } from "piyakast/components/chat/dom.js";

const SLOW = [0, 3, 5, 10, 30, 60, 300];
const AGES = [0, 600, 3600, 86_400, 604_800, 2_592_000];
const POLL_S = [60, 120, 300, 600, 1800];
const PROTECTED = new Set(["owner", "moderator", "staff"]);

export class Moderation {
  constructor(requests) {
    this.requests = requests;
    this.you = { acts: [], role: "anonymous" };
    this.rules = {};
  }

  may(act) {
    return this.you.acts.includes(act);
  }

  get keepsOrder() {
    return this.may("timeout");
  }

  /** Nobody acts against themselves, the owner, staff, or another moderator (whom the owner may). */
  mayActOn(by) {
    if (!this.keepsOrder || by.id === this.you.id) return false;
    const badges = by.badges.filter((each) => PROTECTED.has(each));
    return badges.length === 0 || (this.you.role === "owner" && badges.every((each) => each === "moderator"));
  }

  mayDelete(entry) {
    return entry.by.id === this.you.id ? this.may("delete") : this.keepsOrder;
  }

  /** Do it, and say what went wrong. Resolves to whether it was done. `tell` says what was done in the server's words. */
  async act(act, members = {}, { tell = false } = {}) {
    let done = false;
    await attempt(async () => {
      const { detail } = await this.requests.ask({ do: "act", act, ...members });
      if (tell && detail) toast(detail);
      done = true;
    });
    return done;
  }

  remove(entry) {
    return this.act("delete", { ids: [entry.id] });
  }

  async timeOut(by, seconds, reason = "") {
    if (!(await this.act("timeout", { user: by.id, seconds, reason }))) return;
    const text = interpolate(gettext("%(name)s cannot write for %(time)s."), { name: by.name, time: duration(seconds) });
    this.#offerUndo(text, by);
  }

  /** As if it had not been: they may write, and what it has hidden is seen again. */
  #offerUndo(text, by) {
    toast(text, { undo: () => this.act("unban", { user: by.id, restore: true }, { tell: true }) });
  }

  async askTimeOut(by) {
    const reason = make("input", { name: "reason", maxlength: 200, autocomplete: "off" });
    const answer = await ask({
      title: interpolate(gettext("Time out %(name)s"), by),
      text: gettext("What they said in this broadcast disappears; when nothing is on air, what they said in the last 24 hours. Earlier messages stay."),
      fields: [
        field(gettext("How long"), select("seconds", TIMEOUTS.map((each) => [each, duration(each)]), 600)),
        field(gettext("Reason"), reason, gettext("Shown to the person. May be empty.")),
      ],
      action: gettext("Time out"),
      danger: true,
    });
    if (answer) await this.timeOut(by, Number(answer.get("seconds")), answer.get("reason"));
  }

  async askBan(by) {
    const reason = make("input", { name: "reason", maxlength: 200, autocomplete: "off" });
    const answer = await ask({
      title: interpolate(gettext("Ban %(name)s?"), by),
      text: gettext("They can still watch and read, but never write in the chats of this channel. What they said in this broadcast disappears; when nothing is on air, what they said in the last 24 hours. Earlier messages stay."),
      fields: [field(gettext("Reason"), reason, gettext("Shown to the person. May be empty."))],
      action: gettext("Ban"),
      danger: true,
    });
    if (!answer || !(await this.act("ban", { user: by.id, reason: answer.get("reason") }))) return;
    this.#offerUndo(interpolate(gettext("%(name)s is banned."), by), by);
  }

  async askClearUser(by) {
    const sure = await confirmDialog({
      title: interpolate(gettext("Remove all messages of %(name)s?"), by),
      text: gettext("Everything they ever said here disappears for everybody, from replays too. This cannot be undone."),
      action: gettext("Remove them"),
    });
    if (sure) await this.act("clear_user", { user: by.id });
  }

  async askClear() {
    const sure = await confirmDialog({
      title: gettext("Clear the chat?"),
      text: gettext("Everything that was said disappears for everybody. This cannot be undone."),
      action: gettext("Clear the chat"),
    });
    if (sure) await this.act("clear");
  }

  async pin(entry) {
    if (await this.act("pin", { id: entry.id })) toast(gettext("The message is pinned."), { undo: () => this.act("unpin") });
  }

  async unpin(entry) {
    if (await this.act("unpin")) toast(gettext("Nothing is pinned any more."), { undo: () => this.act("pin", { id: entry.id }) });
  }

  async askNote(by) {
    const text = make("textarea", { name: "text", maxlength: 500, rows: 3, required: true });
    const answer = await ask({
      title: interpolate(gettext("Note about %(name)s"), by),
      fields: [field(gettext("Note"), text, gettext("Only moderators of this channel read it."))],
      action: gettext("Keep the note"),
    });
    return answer ? this.act("note", { user: by.id, text: answer.get("text") }, { tell: true }) : false;
  }

  async askAnnounce() {
    const text = make("textarea", { name: "text", maxlength: 500, rows: 3, required: true });
    const answer = await ask({ title: gettext("Announcement"), fields: [field(gettext("Text"), text, gettext("Shown to everybody in the room, set off from the messages."))], action: gettext("Announce") });
    if (answer) await this.act("announce", { text: answer.get("text") });
  }

  async askPoll() {
    const options = [1, 2, 3, 4, 5, 6].map((n) => {
      const control = make("input", { name: "option", maxlength: 60, autocomplete: "off", required: n <= 2 });
      return field(interpolate(gettext("Answer %(n)s"), { n }), control);
    });
    const answer = await ask({
      title: gettext("New poll"),
      fields: [
        field(gettext("Question"), make("input", { name: "question", maxlength: 140, required: true, autocomplete: "off" })),
        ...options,
        field(gettext("Ends after"), select("seconds", POLL_S.map((each) => [each, duration(each)]), 120)),
      ],
      action: gettext("Start the poll"),
    });
    if (!answer) return;
    const texts = answer.getAll("option").map((each) => each.trim()).filter(Boolean);
    await this.act("poll", { question: answer.get("question"), options: texts, seconds: Number(answer.get("seconds")) });
  }

  async askRules() {
    const { rules } = this;
    const links = [["nobody", gettext("Nobody")], ["moderators", gettext("Moderators")], ["everybody", gettext("Everybody")]];
    const hold = [["off", gettext("Nothing")], ["some", gettext("What is clearly rude")], ["more", gettext("What may be rude")], ["new", gettext("All first messages too")]];
    const people = [["moderators", gettext("Only moderators")], ["few", gettext("Everybody, up to 500 people")], ["everybody", gettext("Everybody")]];
    const answer = await ask({
      title: gettext("Rules of the chat"),
      fields: [
        field(gettext("Slow mode"), select("slow_s", choices(SLOW, rules.slow_s), rules.slow_s), gettext("How long one person waits between messages.")),
        field(gettext("Followers only"), check("followers_only", rules.followers_only)),
        field(gettext("Following for at least"), select("follower_age_s", choices(AGES, rules.follower_age_s), rules.follower_age_s)),
        field(gettext("Emotes only"), check("emote_only", rules.emote_only)),
        field(gettext("No repeated messages"), check("unique_only", rules.unique_only)),
        field(gettext("Only moderators write"), check("read_only", rules.read_only)),
        field(gettext("Who may post links"), select("links", links, rules.links)),
        field(gettext("Hold back for a moderator"), select("hold", hold, rules.hold)),
        field(gettext("Who sees who is in the chat"), select("people", people, rules.people)),
        field(gettext("Guard against raids"), check("raid_guard", rules.raid_guard), gettext("When many new accounts write at once, their messages wait for a moderator.")),
      ],
      action: gettext("Save the rules"),
    });
    if (!answer) return;
    const wanted = {
      slow_s: Number(answer.get("slow_s")),
      follower_age_s: Number(answer.get("follower_age_s")),
      links: answer.get("links"),
      hold: answer.get("hold"),
      people: answer.get("people"),
    };
    for (const name of ["followers_only", "emote_only", "unique_only", "read_only", "raid_guard"]) wanted[name] = answer.has(name);
    const changed = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== rules[name]));
    if (Object.keys(changed).length) await this.act("rules", { rules: changed }, { tell: true });
  }
}

// The usual lengths, and the one in force if it is another.
const choices = (usual, current) => [...new Set([...usual, current])].sort((one, other) => one - other).map((each) => [each, duration(each)]);
