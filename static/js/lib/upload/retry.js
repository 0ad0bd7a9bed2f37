// When to try again: doubling waits with jitter, what the server asks for, and at once when the network is back.
const LONGEST_MS = 30_000;
const ABOUT_THE_FILE = new Set(["empty", "too-large", "wrong-type"]);
const REFUSED_FOR_GOOD = new Set([400, 401, 403, 404, 405, 409, 410, 411, 413, 415, 422]);
// A part that arrived damaged is sent again, but not for ever.
const MOST_TRIES = { "wrong-part": 5, "store-refused": 5 };

// How long to wait before try number `attempt` (from 1), in ms: doubling, at most 30 s, never in step with others.
export const backoff = (attempt, random = Math.random) =>
  Math.min(LONGEST_MS, 1000 * 2 ** (attempt - 1)) * (0.5 + random() / 2);

// Whether trying again can help. `error` has `status` (0: no answer), `code` and maybe `retryAfter` in seconds.
export function worthRetrying(error, attempt) {
  if (error.code in MOST_TRIES) return attempt < MOST_TRIES[error.code];
  return Boolean(error.retryAfter) || !REFUSED_FOR_GOOD.has(error.status ?? 0);
}

// Whether this very file will never be taken: offering to try again would be a false hope.
export const isFinal = (error) => ABOUT_THE_FILE.has(error?.code);

export function waitFor(error, attempt, random = Math.random) {
  if (!error.retryAfter) return backoff(attempt, random);
  // Everybody was told the same moment: come a little after it, each at another time.
  return error.retryAfter * 1000 * (1 + random() / 5);
}

// Resolves after `ms`, or before that when the network comes back or `signal` is aborted.
export function rest(ms, signal, events = globalThis) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      events.removeEventListener?.("online", done);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    events.addEventListener?.("online", done);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}
