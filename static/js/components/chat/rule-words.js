// The rules of a room that a writer must know, in a few words each.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { duration } from "piyakast/components/chat/durations.js";

function ruleWords(rules) {
  const words = [];
  if (rules.read_only) words.push(gettext("Only moderators write"));
  if (rules.slow_s) words.push(interpolate(gettext("Slow mode: %(time)s"), { time: duration(rules.slow_s) }));
  if (rules.followers_only) {
    words.push(rules.follower_age_s
      ? interpolate(gettext("Followers only, for at least %(time)s"), { time: duration(rules.follower_age_s) })
      : gettext("Followers only"));
  }
  if (rules.emote_only) words.push(gettext("Emotes only"));
  if (rules.unique_only) words.push(gettext("No repeated messages"));
  if (rules.raid_until && rules.raid_until > Date.now()) words.push(gettext("Guard against raids is at work"));
  return words;
}

export class RuleLine {
  #timer = 0;

  constructor(element) {
    this.element = element;
  }

  show(rules) {
    clearTimeout(this.#timer);
    this.element.textContent = ruleWords(rules).join(" · ");
    this.element.hidden = !this.element.textContent;
    // Nobody says that the guard is over: it is when its time is.
    const left = (rules.raid_until ?? 0) - Date.now();
    if (left > 0) this.#timer = setTimeout(() => this.show(rules), left);
  }

  destroy() {
    clearTimeout(this.#timer);
  }
}
