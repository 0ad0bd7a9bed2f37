// The page's one socket: events for the signed-in person. Reconnects with back-off; listeners stay.
const listeners = new Map();
const LONGEST_MS = 30_000;
let socket;
let attempt = 0;

// on("video.progress", fn) → a function that stops listening. "feed.ready" comes after each (re)connect:
// read the current state then, since events sent while disconnected are gone.
export function on(type, listener) {
  if (!listeners.has(type)) listeners.set(type, new Set());
  listeners.get(type).add(listener);
  connect();
  return () => listeners.get(type).delete(listener);
}

function connect() {
  if (socket || !document.body.dataset.user) return;
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(`${scheme}//${location.host}/ws/me`);
  socket.addEventListener("open", () => { attempt = 0; });
  socket.addEventListener("message", ({ data }) => {
    const event = JSON.parse(data);
    for (const listener of listeners.get(event.type) ?? []) listener(event);
  });
  socket.addEventListener("close", ({ code }) => {
    socket = undefined;
    if (code === 4401) return; // signed out elsewhere
    const wait = Math.min(LONGEST_MS, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);
    attempt += 1;
    setTimeout(connect, wait);
  });
}
