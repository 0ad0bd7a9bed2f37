// Lines between the days in a list of messages. They are headings, by which screen readers go from day to day.
import { dayOf, dayWords } from "piyakast/lib/chat/days.js";
import { make } from "piyakast/components/chat/dom.js";

/** Put the lines right after messages came, went or came back. The first day has one, too, unless it is today. */
export function drawDays(list, now = Date.now()) {
  let day = dayOf(now);
  let line = null;
  for (const item of [...list.children]) {
    if (item.matches(".chat-day")) {
      line?.remove();
      line = item;
    } else if (item.entry?.by) {
      item.day ??= dayOf(item.entry.at);
      if (item.day === day || line?.day !== item.day) line?.remove();
      if (item.day !== day && line?.day !== item.day) item.before(dayLine(item.entry.at, now));
      day = item.day;
      line = null;
    }
  }
  line?.remove();
}

function dayLine(at, now) {
  const day = dayOf(at);
  const line = make("li", { class: "chat-day" }, make("h3", { class: "chat-day__title" }, make("time", { datetime: day }, dayWords(at, now))));
  line.day = day;
  return line;
}
