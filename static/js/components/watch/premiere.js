// A premiere's page before it begins and while it is on: the countdown, how many are there, and going over without a reload.

import { formatNumber, interpolate, locale, ngettext } from "piyakast/lib/i18n.js";
import { freshPage } from "piyakast/lib/fresh-page.js";
import { send } from "piyakast/lib/http.js";
import { PremiereClock, SleepWatch, timesOf } from "piyakast/lib/player/premiere.js";
import { bindReminders } from "piyakast/components/live/remind.js";
import { untilText } from "piyakast/components/watch/countdown.js";

const EVERY_MS = 12_000;
const LATE_MS = 3000;
// A page that everybody waits at must not be asked for by all in one moment.
const CROWD_MS = 1500;

/** `reload` is for tests. */
export function bindPremiere(page, { reload = () => location.reload() } = {}) {
  const facts = page.querySelector("[data-premiere-facts]");
  if (!facts) return;
  bindReminders(facts);
  const config = JSON.parse(facts.querySelector("script[type='application/json']").textContent);
  const clock = new PremiereClock(config);
  let { state } = config;
  let timer = 0;
  let going = false;
  let asked = 0;
  let heard = 0;
  const sleep = new SleepWatch();
  const stage = () => page.querySelector("[data-premiere-stage]");
  sayWhen(page, clock);

  const tick = setInterval(() => {
    if (state === "over") return clearInterval(tick);
    if (sleep.woke()) ask(0);
    if (!stage()) return undefined;
    showLeft(stage(), clock, state);
    // Its time has come: hear from the site whether it has begun.
    if (clock.left <= 0 && state === "announced") {
      state = "due";
      ask(Math.random() * CROWD_MS);
    }
    return undefined;
  }, 250);
  showLeft(stage(), clock, state);
  ask(0);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && state !== "over") ask(0); });

  function ask(delay) {
    clearTimeout(timer);
    timer = setTimeout(hear, delay);
  }

  async function hear() {
    const turn = ++asked;
    const since = clock.read();
    let answer = null;
    try {
      answer = await send(`/api/v1/videos/${config.id}/premiere`, { method: "POST" });
    } catch (error) {
      // Cancelled, hidden or deleted: the page asked anew says which.
      if (error.status === 404 && stage()) return reload();
    }
    // One that was overtaken on its way says what was.
    if (answer && turn > heard) {
      heard = turn;
      take(answer, clock.read() - since);
    }
    if (state !== "over") ask(["late", "due"].includes(state) ? LATE_MS : EVERY_MS * (0.9 + Math.random() * 0.2));
    return undefined;
  }

  function take(answer, tookMs) {
    const times = timesOf(answer);
    clock.set(times, tookMs);
    page.querySelector("piyak-player")?.clock?.set(times, tookMs);
    state = answer.state;
    sayWhen(page, clock);
    showViewers(facts, answer);
    if (stage()) showLeft(stage(), clock, state);
    if (stage() && (state === "on" || state === "over")) goOver();
  }

  // The stage, the facts and what stands above the title are the site's; the chat and what is typed there stay.
  async function goOver() {
    if (going) return;
    going = true;
    try {
      const fresh = await freshPage(location.href.split("?")[0]);
      const player = fresh.querySelector(".watch-stage");
      if (!player?.querySelector("piyak-player")) return;
      page.querySelector(".watch-stage").replaceWith(player);
      page.querySelector(".watch-banner")?.remove();
      facts.querySelector("[data-premiere-remind]")?.remove();
      document.querySelector("piyak-player").start();
    } catch {
      // The next answer tries again.
    } finally {
      going = false;
    }
  }
}

function showLeft(stage, clock, state) {
  if (!stage) return;
  const until = stage.querySelector("[data-premiere-until]");
  const late = state === "late";
  const left = clock.left;
  until.hidden = late || left <= 0;
  stage.querySelector("[data-premiere-late]").hidden = !late;
  stage.querySelector("[data-premiere-now]").hidden = late || left > 0;
  if (left > 0) until.textContent = left < 3600 ? clockText(left) : untilText(left, locale());
}

function clockText(seconds) {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function sayWhen(page, clock) {
  const when = page.querySelector("[data-premiere-when]");
  if (!when) return;
  when.dateTime = new Date(clock.startsAt).toISOString();
  when.textContent = new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeStyle: "short" }).format(clock.startsAt);
}

function showViewers(facts, { state, viewers }) {
  const on = state === "on";
  facts.querySelector("[data-premiere-badge]").classList.toggle("badge--live", on);
  const box = facts.querySelector("[data-premiere-viewers]");
  box.hidden = state === "over";
  facts.querySelector("[data-premiere-over]").hidden = state !== "over";
  const words = on
    ? ngettext("%(count)s watching", "%(count)s watching", viewers)
    : ngettext("%(count)s waiting", "%(count)s waiting", viewers);
  box.textContent = interpolate(words, { count: formatNumber(viewers, { notation: "compact" }) });
}
