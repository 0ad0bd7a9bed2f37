// Single-key shortcuts of every page: `/` goes to the search. Off while typing, and when the person says so.
export const isTyping = (target) =>
  target instanceof Element && Boolean(target.closest("input, textarea, select") || target.isContentEditable);

export const shortcutsOn = () => "shortcuts" in document.body.dataset;

export function bindShortcuts(root) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!shortcutsOn() || isTyping(event.target)) return;
    const search = root.getElementById("site-search");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}
