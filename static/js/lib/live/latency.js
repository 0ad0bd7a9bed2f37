// How far behind the broadcast a player stays, by the stream's latency mode.

const RESERVE_S = 2.5;

/**
 * What hls.js is told before it knows how long segments are (as long as the encoder's keyframes are apart), so it is counted in them.
 * With parts the playlist itself says how far to hold back.
 */
export function latencySettings(mode) {
  if (mode === "normal") return { lowLatencyMode: false, liveSyncDurationCount: 2.25, liveMaxLatencyDurationCount: 12 };
  return { lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.1 };
}

/** How far behind the playlist's end to stay where segments are so long: one is in the making, and a little in reserve. */
export function holdBackFor(segmentS) {
  return segmentS + RESERVE_S;
}

/**
 * How fast to play `latency` seconds behind the broadcast, to come to `target`. Whoever is there when it begins starts with all there
 * is, so near to its edge that each segment comes at the last moment: a little slower until one is in reserve.
 */
export function paceFor(latency, target) {
  if (latency < target - 0.3) return 0.95;
  return latency > target + 1 ? 1.05 : 1;
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
