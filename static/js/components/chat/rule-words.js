// The rules of a room that a writer must know, in a few words each.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { duration } from "piyakast/components/chat/durations.js";

export function ruleWords(rules) {
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
