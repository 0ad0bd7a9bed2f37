// The ladder as people see it: one line per height, named by the short side.

/** "1080p", or "1080p60" from 48 fps. */
export function qualityLabel({ width, height, frameRate }) {
  const lines = width && height ? Math.min(width, height) : height;
  return frameRate >= 48 ? `${lines}p${Math.round(frameRate)}` : `${lines}p`;
}

/** The levels to offer, best first: `[{ index, label, lines }]`; of equals the richest. */
export function qualities(levels) {
  const best = new Map();
  levels.forEach((level, index) => {
    const label = qualityLabel(level);
    const known = best.get(label);
    if (!known || level.bitrate > levels[known.index].bitrate) {
      best.set(label, { index, label, lines: Math.min(level.width || level.height, level.height) });
    }
  });
  return [...best.values()].sort((a, b) => b.lines - a.lines || b.index - a.index);
}
