// Paths of a small chart: `values` from left to right across `width`, zero at the bottom of `height`.

const points = (values, width, height) => {
  const most = Math.max(1, ...values);
  const step = width / Math.max(1, values.length - 1);
  return values.map((value, index) => `${Math.round(index * step)} ${Math.round((1 - value / most) * (height - 6)) + 3}`);
};

/** The line through the values. */
export function lineOf(values, width, height) {
  return values.length ? `M${points(values, width, height).join("L")}` : "";
}

/** The area under them. */
export function areaOf(values, width, height) {
  return values.length ? `${lineOf(values, width, height)}L${width} ${height}L0 ${height}Z` : "";
}
