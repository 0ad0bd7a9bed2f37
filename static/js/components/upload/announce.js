// Says milestones to screen readers, one after the other, through the page's one live region.
const says = document.querySelector("[data-upload-status]");
const GAP_MS = 1200;
const waiting = [];
let timer;

export function announce(text) {
  if (waiting.at(-1) === text) return;
  waiting.push(text);
  timer ??= setTimeout(next, 0);
}

function next() {
  says.textContent = waiting.shift() ?? "";
  timer = waiting.length ? setTimeout(next, GAP_MS) : undefined;
}
