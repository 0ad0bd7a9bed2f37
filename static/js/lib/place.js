// Where one was in a grid that had grown, for coming back to it. Kept for this tab alone.
const MAX_CHARS = 1_500_000;
const key = () => `place:${location.pathname}${location.search}`;

export function keepPlace(html, top) {
  try {
    if (html.length <= MAX_CHARS) sessionStorage.setItem(key(), JSON.stringify({ html, top }));
  } catch {
    // No room or no storage: one starts at the top, as on any page.
  }
}

// The kept place when the page was reached by Back or Forward, else nothing: a fresh visit starts fresh.
export function takePlace() {
  const [navigation] = performance.getEntriesByType("navigation");
  if (navigation?.type !== "back_forward") return undefined;
  try {
    return JSON.parse(sessionStorage.getItem(key())) ?? undefined;
  } catch {
    return undefined;
  }
}
