// What a live master playlist offers, for players that tell nothing of it, and where its sound alone lies.

const SOUND = "audio/index.m3u8";

/** The address of the sound alone, beside `master`. */
export function soundOf(master) {
  return master.replace("master.m3u8", SOUND);
}

/** Whether there is a picture, and whether there is sound to hear without it. */
export function offersOf(text) {
  const lines = text.split("\n").map((line) => line.trim());
  return { picture: lines.some((line) => /^#EXT-X-STREAM-INF:.*RESOLUTION=/.test(line)), sound: lines.includes(SOUND) };
}
