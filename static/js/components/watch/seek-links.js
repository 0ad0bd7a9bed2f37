// Times in the description and the chapter list play from there, without loading the page again.

export function bindSeekLinks(page) {
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-seek]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const player = page.querySelector("piyak-player");
    if (!player) return;
    event.preventDefault();
    player.start(Number(link.dataset.seek));
    player.scrollIntoView({ block: "nearest" });
  });
}
