// Times as people write them: "1:30", "1h2m3s", "90".

const UNITS = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/;
const CLOCK = /^(?:(\d+):)?(\d{1,3}):(\d{2})$/;

/** Seconds in a `t=` parameter or what a person typed (90, 90s, 1m30s, 1:30); null when it is none. */
export function parseTime(text) {
  const value = String(text ?? "").trim().toLowerCase();
  if (!value) return null;
  const match = CLOCK.exec(value) ?? UNITS.exec(value);
  if (!match) return null;
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds;
}

/** 75 → "1:15", 3675 → "1:01:15". */
export function formatTime(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const pad = (number) => String(number).padStart(2, "0");
  const rest = `${pad(whole % 60)}`;
  return hours ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
