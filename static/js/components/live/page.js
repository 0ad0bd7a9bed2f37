// What beside the player follows the stream: title, badge, viewers, banner.

import { formatNumber, interpolate, ngettext } from "piyakast/lib/i18n.js";

export function bindStreamPage(page) {
  const title = page.querySelector("[data-stream-title]");
  page.addEventListener("livestate", ({ detail }) => {
    page.dataset.state = detail.state;
    if (title && title.textContent !== detail.title) {
      document.title = document.title.replace(title.textContent, detail.title);
      title.textContent = detail.title;
    }
    for (const each of page.querySelectorAll("[data-for-state]")) {
      each.hidden = !each.dataset.forState.split(" ").includes(detail.state);
    }
    const since = page.querySelector("[data-live-since]");
    if (since && detail.live_at) since.dataset.liveSince = detail.live_at;
  });
  let viewers = null;
  const count = () => {
    if (viewers === null) return;
    const words = page.dataset.state === "waiting"
      ? ngettext("%(count)s waiting", "%(count)s waiting", viewers)
      : ngettext("%(count)s watching", "%(count)s watching", viewers);
    const text = interpolate(words, { count: formatNumber(viewers, { notation: "compact" }) });
    for (const each of page.querySelectorAll("[data-viewers]")) each.textContent = text;
  };
  page.addEventListener("liveviewers", ({ detail }) => {
    viewers = detail.viewers;
    count();
  });
  page.addEventListener("livestate", count);
}
