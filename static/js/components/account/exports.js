// The copies of one's data: once one is packed, the list shows it without a reload, and says so.
import { freshPage } from "piyakast/lib/fresh-page.js";
import { on } from "piyakast/lib/feed.js";
import { gettext } from "piyakast/lib/i18n.js";

export function bindExports(list) {
  const said = document.querySelector("[data-exports-said]");
  const packed = () => list.querySelectorAll("[data-packing]").length;

  async function redraw() {
    const before = packed();
    const fresh = (await freshPage(location.href)).querySelector("[data-exports]");
    if (!fresh) return;
    const focus = list.contains(document.activeElement);
    list.replaceChildren(...fresh.childNodes);
    if (focus) list.querySelector("a, button")?.focus({ preventScroll: true });
    if (packed() < before) said.textContent = gettext("Your copy is ready.");
  }

  const look = () => redraw().catch(() => {}); // the next event, or a reload, finds it
  on("export.ready", look);
  // What was told before the socket connected, or while it was lost, is read again.
  on("feed.ready", () => { if (packed()) look(); });
}
