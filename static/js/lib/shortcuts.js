// Single-key shortcuts of every page: `/` goes to the search, `?` lists them all. Off while typing, and when the
// person says so.
export const isTyping = (target) =>
  target instanceof Element && Boolean(target.closest("input, textarea, select") || target.isContentEditable);

export const shortcutsOn = () => "shortcuts" in document.body.dataset;

let overlay;
async function listKeys() {
  const { Shortcuts } = await import("piyakast/components/shortcuts.js");
  overlay ??= new Shortcuts(document.body);
  overlay.toggle();
}

export function bindShortcuts(root) {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!shortcutsOn() || isTyping(event.target)) return;
    if (event.key === "/") {
      const search = root.getElementById("site-search");
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "?" && !root.querySelector("dialog[open]")) {
      event.preventDefault();
      listKeys();
    }
  });
  for (const opener of root.querySelectorAll("[data-shortcuts-open]")) {
    opener.addEventListener("click", () => {
      opener.closest("[popover]")?.hidePopover();
      listKeys();
    });
  }
}
