// What a viewer chose, kept on this device. Storage may be refused (private mode, embeds): then it lasts for the page.

const PREFIX = "piyakast.player.";
const fallback = new Map();

/** The kept value of `name`, or `otherwise`. */
export function recall(name, otherwise = null) {
  try {
    const raw = localStorage.getItem(PREFIX + name);
    if (raw !== null) return JSON.parse(raw);
  } catch {
    // Falls through to what this page remembers.
  }
  return fallback.has(name) ? fallback.get(name) : otherwise;
}

/** Keep `value` under `name`; null forgets it. */
export function remember(name, value) {
  fallback.set(name, value);
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Kept in `fallback` above.
  }
}
