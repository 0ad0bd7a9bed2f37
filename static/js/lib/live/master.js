// What a live master playlist offers, for players that tell nothing of it, and where its sound alone lies.

const NAMES = { avc: "H.264", hvc: "HEVC", hev: "HEVC", av0: "AV1", vp0: "VP9" };
const SOUND = "audio/index.m3u8";

/** The address of the sound alone, beside `master`. */
export function soundOf(master) {
  return master.replace("master.m3u8", SOUND);
}

/** What people call the picture of a codec string. */
export function pictureName(codec) {
  return NAMES[codec.slice(0, 3)] ?? codec;
}

/** Whether there is a picture, and whether there is sound to hear without it. */
export function offersOf(text) {
  const lines = text.split("\n").map((line) => line.trim());
  return { picture: lines.some((line) => /^#EXT-X-STREAM-INF:.*RESOLUTION=/.test(line)), sound: lines.includes(SOUND) };
}
