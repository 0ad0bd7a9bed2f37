// Sizes, times and shares in the page's language.
import { formatNumber, gettext, interpolate } from "piyakast/lib/i18n.js";

const UNITS = ["B", "KB", "MB", "GB", "TB"];

// Steps of 1024, as the server's sentences count.
export function bytes(count) {
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${formatNumber(value, { maximumFractionDigits: value < 10 && unit > 1 ? 1 : 0 })} ${UNITS[unit]}`;
}

export function duration(seconds) {
  if (seconds < 60) return interpolate(gettext("%(n)s s"), { n: seconds });
  if (seconds < 3600) return interpolate(gettext("%(n)s min"), { n: Math.ceil(seconds / 60) });
  return interpolate(gettext("%(n)s h"), { n: formatNumber(seconds / 3600, { maximumFractionDigits: 1 }) });
}

export const percent = (fraction) => formatNumber(Math.floor(fraction * 100) / 100, { style: "percent" });
