// Chapters: which one is playing, and as WebVTT for the time bar.

import { formatTime } from "piyakast/lib/player/time.js";

/** `[{ start, end, title }]` from `[{ start, title }]` and the duration, in seconds. */
export function withEnds(chapters, duration) {
  return chapters.map((chapter, index) => ({ ...chapter, end: chapters[index + 1]?.start ?? duration }));
}

/** The index of the chapter at `time`, or -1. */
export function chapterAt(chapters, time) {
  return chapters.findLastIndex((chapter) => chapter.start <= time + 0.05);
}

/** The chapters as a WebVTT file; titles are text, so their markup is escaped. */
export function chaptersVtt(chapters) {
  const stamp = (seconds) => {
    const [clock] = [formatTime(seconds)];
    const long = clock.split(":").length === 2 ? `00:${clock.padStart(5, "0")}` : clock.padStart(8, "0");
    return `${long}.${String(Math.round((seconds % 1) * 1000)).padStart(3, "0")}`;
  };
  const text = (title) => title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(/\s+/g, " ");
  return `WEBVTT\n\n${chapters.map((c) => `${stamp(c.start)} --> ${stamp(c.end)}\n${text(c.title)}\n`).join("\n")}`;
}
