// What every page needs: toasts that close, the theme switch, shortcuts, the offline page.
import { isSetIn } from "piyakast/lib/fonts.js";
import { bindTheme } from "piyakast/lib/theme.js";
import { bindToasts } from "piyakast/lib/toast.js";
import { bindShortcuts } from "piyakast/lib/shortcuts.js";

bindTheme(document);
bindToasts(document);
bindShortcuts(document);

// Letters the first view does without. Where the first ones missed it, they would come with these and move everything.
if (isSetIn("Pretendard")) for (const link of document.querySelectorAll("link[data-late]")) link.media = "all";

// Where a row of links is wider than the screen, the current one is brought to its middle.
for (const current of document.querySelectorAll(":is(.chips, .tabs, .side-nav) > [aria-current]")) {
  const row = current.parentElement;
  if (row.scrollWidth <= row.clientWidth) continue;
  const [{ left, width }, frame] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += left - frame.left - (frame.width - width) / 2;
}

// Suggestions are fetched when somebody turns to the search field, not before.
const search = document.getElementById("site-search");
search?.addEventListener("focus", async () => {
  const { bindSuggest } = await import("piyakast/components/search-suggest.js");
  bindSuggest(search);
  // What was typed while the module was on its way counts, too.
  if (search.value && document.activeElement === search) search.dispatchEvent(new Event("input"));
}, { once: true });

if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("/sw.js").catch(() => {
    // Private windows refuse workers; the site works without one.
  });
}
