// Times of the server and of a datetime-local field, in this device's zone.

const pad = (number) => String(number).padStart(2, "0");

/** "2030-05-01T09:00" for a time of the server; "" for none. */
export function localValue(iso) {
  if (!iso) return "";
  const time = new Date(iso);
  return `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}T${pad(time.getHours())}:${pad(time.getMinutes())}`;
}

/** The time of the server for what a datetime-local field holds; null for nothing, or no time at all. */
export function serverTime(value) {
  const time = value ? new Date(value) : new Date(NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** "Asia/Seoul, GMT+9": this device's zone, as it is at `when`. */
export function zoneName(locale, when = new Date()) {
  const format = new Intl.DateTimeFormat(locale, { timeZoneName: "shortOffset" });
  const offset = format.formatToParts(when).find((part) => part.type === "timeZoneName")?.value ?? "";
  const zone = format.resolvedOptions().timeZone;
  return zone === offset || !offset ? zone : `${zone}, ${offset}`;
}
