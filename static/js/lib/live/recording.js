// What a browser can record that the site takes, best first: H.264 goes through without being encoded again.
const KINDS = [
  "video/webm;codecs=h264,opus",
  "video/mp4;codecs=avc1.42E01E,mp4a.40.2",
  "video/webm;codecs=vp8,opus",
  "video/webm",
];

/** The best kind, or null when the browser cannot record. `can` answers like `MediaRecorder.isTypeSupported`. */
export function bestKind(can) {
  return KINDS.find((kind) => can(kind)) ?? null;
}

/** How loud samples of a wave (-1 to 1) are, from 0 (silence) to 1. */
export function loudness(samples) {
  if (!samples.length) return 0;
  const square = samples.reduce((sum, each) => sum + each * each, 0) / samples.length;
  const decibels = 20 * Math.log10(Math.sqrt(square) || 1e-6);
  return Math.min(1, Math.max(0, (decibels + 60) / 60));
}
