// How far behind the broadcast a player stays, by the stream's latency mode.

/**
 * What hls.js is told. With parts the playlist itself says how far to hold back. Without, it is counted in segments, which are as
 * long as the encoder's keyframes are apart: one is in the making, one may be missed, and a little is for the network.
 */
export function latencySettings(mode) {
  if (mode === "normal") return { lowLatencyMode: false, liveSyncDurationCount: 2.25, liveMaxLatencyDurationCount: 12, maxLiveSyncPlaybackRate: 1.05 };
  return { lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.1 };
}

/** Somebody who did not go back themselves and is so many seconds late is brought to the edge. */
export function mostDelay(mode) {
  return { normal: 20, low: 10 }[mode] ?? 6;
}

/** Whether `behind` seconds are what a viewer would call live. */
export function isAtEdge(behind, mode) {
  return behind < (mode === "normal" ? 6 : 4);
}

/** Milliseconds until an address that ends at `expiresAt` (ISO) is to be renewed: well before, but not at once again. */
export function renewIn(expiresAt, now = Date.now()) {
  const left = new Date(expiresAt).getTime() - now;
  return Math.max(30_000, Math.min(left * 0.8, 2 ** 31 - 1));
}
