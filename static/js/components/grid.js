// A grid that grows as its end comes near, and is as long as before when one comes back to it.
import { gettext } from "piyakast/lib/i18n.js";
import { isHidden } from "piyakast/lib/not-interested.js";
import { keepPlace, takePlace } from "piyakast/lib/place.js";
import { toast } from "piyakast/lib/toast.js";

const AHEAD = "900px";
const SKELETONS = 4;

export function bindGrid(grid) {
  const place = takePlace();
  if (place) {
    grid.innerHTML = place.html;
    for (const leftover of grid.querySelectorAll("video, [data-skeleton]")) leftover.remove();
    requestAnimationFrame(() => window.scrollTo({ top: place.top, behavior: "instant" }));
  }
  window.addEventListener("pagehide", () => keepPlace(grid.innerHTML, window.scrollY));
  hideUnwanted(grid);

  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) grow(grid, entry.target, observer);
  }, { rootMargin: AHEAD });
  grid.addEventListener("click", (event) => {
    const link = event.target.closest("[data-more] a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    grow(grid, link.closest("[data-more]"), observer, true);
  });
  watchEnd(grid, observer);
}

function watchEnd(grid, observer) {
  const more = grid.querySelector("[data-more]");
  if (more) observer.observe(more);
}

async function grow(grid, more, observer, asked = false) {
  if ("loading" in more.dataset) return;
  more.dataset.loading = "";
  observer.unobserve(more);
  const url = new URL(more.querySelector("a").href);
  url.searchParams.set("fragment", "1");
  const waiting = skeletons(more);
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) throw new Error(`status ${response.status}`);
    const next = document.createElement("template");
    next.innerHTML = await response.text();
    const first = next.content.querySelector("a[href]:not([tabindex])");
    more.replaceWith(next.content);
    hideUnwanted(grid);
    // Somebody who pressed the link goes on from the first new video.
    if (asked) first?.focus({ preventScroll: true });
    watchEnd(grid, observer);
  } catch {
    delete more.dataset.loading;
    toast(gettext("More videos could not be loaded. Try again."), { error: true });
  } finally {
    for (const item of waiting) item.remove();
  }
}

function skeletons(more) {
  return Array.from({ length: SKELETONS }, () => {
    const item = document.createElement("li");
    item.dataset.skeleton = "";
    item.className = "grid__item";
    item.setAttribute("aria-hidden", "true");
    item.innerHTML = '<div class="card card--skeleton"><div class="card__thumb skeleton"></div><div class="card__body"><span class="skeleton skeleton--round"></span><div class="card__text"><span class="skeleton skeleton--line"></span><span class="skeleton skeleton--line skeleton--short"></span></div></div></div>';
    more.before(item);
    return item;
  });
}

function hideUnwanted(grid) {
  for (const card of grid.querySelectorAll("[data-video]")) {
    if (isHidden(card.dataset.video)) card.closest("li").hidden = true;
  }
}
