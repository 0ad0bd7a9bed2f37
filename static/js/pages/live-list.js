// Lists of streams: reminders, and times in this device's zone.

import { bindReminders } from "piyakast/components/live/remind.js";
import { locale } from "piyakast/lib/i18n.js";

bindReminders(document);
const forms = { "data-local-time": { dateStyle: "medium", timeStyle: "short" }, "data-local-day": { dateStyle: "short" } };
for (const [name, style] of Object.entries(forms)) {
  const format = new Intl.DateTimeFormat(locale(), style);
  for (const each of document.querySelectorAll(`time[${name}]`)) each.textContent = format.format(new Date(each.dateTime));
}
