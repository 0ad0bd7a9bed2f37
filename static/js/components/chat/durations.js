// How long a timeout or a slow mode lasts, in words.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";

export const TIMEOUTS = [60, 600, 3600, 86_400, 604_800];

export function duration(seconds) {
  if (seconds >= 604_800 && seconds % 604_800 === 0) return counted(ngettext("%(n)s week", "%(n)s weeks", seconds / 604_800), seconds / 604_800);
  if (seconds >= 86_400 && seconds % 86_400 === 0) return counted(ngettext("%(n)s day", "%(n)s days", seconds / 86_400), seconds / 86_400);
  if (seconds >= 3600 && seconds % 3600 === 0) return counted(ngettext("%(n)s hour", "%(n)s hours", seconds / 3600), seconds / 3600);
  if (seconds >= 60 && seconds % 60 === 0) return counted(ngettext("%(n)s minute", "%(n)s minutes", seconds / 60), seconds / 60);
  if (seconds === 0) return gettext("Off");
  return counted(ngettext("%(n)s second", "%(n)s seconds", seconds), seconds);
}

const counted = (text, n) => interpolate(text, { n });
