// Lists of streams: reminders, and times in this device's zone.

import { bindReminders } from "piyakast/components/live/remind.js";
import { locale } from "piyakast/lib/i18n.js";

bindReminders(document);
const format = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" });
for (const each of document.querySelectorAll("time[data-local-time]")) each.textContent = format.format(new Date(each.dateTime));
