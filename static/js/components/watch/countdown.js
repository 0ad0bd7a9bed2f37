// How long until a scheduled video is out; the page loads anew when it is.

const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

/** "in 2 days", "in 5 minutes", in the page's language. */
export function untilText(seconds, language) {
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(language, { numeric: "always" }).format(Math.max(0, Math.floor(seconds / size)), unit);
}

export function bindCountdown(page) {
  const box = page.querySelector("[data-countdown]");
  if (!box) return;
  const due = new Date(box.dataset.countdown).getTime();
  const tick = () => {
    const left = (due - Date.now()) / 1000;
    if (left <= 0) {
      clearInterval(timer);
      // A player that is running is not torn down.
      if (!page.querySelector("piyak-player")?.player) location.reload();
      return;
    }
    box.textContent = untilText(left, document.documentElement.lang);
  };
  const timer = setInterval(tick, 1000);
  tick();
}
