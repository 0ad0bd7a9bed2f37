// "1:02:03 Title" lines ↔ chapters.
import { gettext, interpolate } from "piyakast/lib/i18n.js";

const LINE = /^\s*(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\s+(\S.*)$/;

export function parseChapters(text) {
  return text.split("\n").flatMap((line, index) => {
    if (!line.trim()) return [];
    const found = LINE.exec(line);
    if (!found) {
      throw new Error(interpolate(gettext("Line %(n)s: write a time and a title, such as 1:30 The second part."), { n: index + 1 }));
    }
    const [, hours = 0, minutes, seconds, title] = found;
    return [{ start_s: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds), title: title.trim() }];
  });
}
