// The offline page goes back to what was asked for, at the same address, once the site answers again.
const EVERY_MS = 4000;

async function tryAgain() {
  try {
    const answer = await fetch("/health/live", { cache: "no-store" });
    if (answer.ok) location.reload();
  } catch {
    // Still no connection: the next try comes by itself.
  }
}

addEventListener("online", tryAgain);
setInterval(tryAgain, EVERY_MS);
document.querySelector("[data-retry]").addEventListener("click", (event) => {
  event.preventDefault();
  location.reload();
});
