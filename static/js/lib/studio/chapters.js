// Chapter times as people write them, and the rules the server also has.
import { gettext } from "piyakast/lib/i18n.js";

const TIME = /^\s*(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\s*$/;
const SHORTEST_S = 10;

/** Seconds of "1:02:03" or "4:05"; null when it is no time. */
export function readTime(text) {
  const found = TIME.exec(text);
  if (!found) return null;
  return Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]);
}

/** "1:02:03" or "4:05". */
export function writeTime(seconds) {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}

/** The first fault of rows `{ time, title }`, as `{ row, message }`; null when there is none. */
export function faultOf(rows, duration) {
  const starts = rows.map((row) => readTime(row.time));
  for (const [row, start] of starts.entries()) {
    const message = fault(rows, starts, row, start, duration);
    if (message) return { row, message };
  }
  return rows.length === 1 ? { row: null, message: gettext("Give at least 2 and at most 100 chapters, or none.") } : null;
}

function fault(rows, starts, row, start, duration) {
  if (start === null) return gettext("Write the time as 1:30 or 1:02:03.");
  if (row === 0 && start !== 0) return gettext("The first chapter begins at 0:00.");
  if (!rows[row].title.trim()) return gettext("Every chapter needs a title.");
  if (row > 0 && start <= starts[row - 1]) return gettext("Each chapter begins after the one above it.");
  if (row > 0 && start - starts[row - 1] < SHORTEST_S) return gettext("The chapter above is shorter than ten seconds.");
  if (duration && start >= duration) return gettext("This chapter begins after the end of the video.");
  if (duration && row === rows.length - 1 && duration - start < SHORTEST_S) return gettext("The last chapter is shorter than ten seconds.");
  return "";
}
