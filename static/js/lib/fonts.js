// Which letters a page shows: a font that came too late for them is there, and not in use.

/** Whether text asked for in `family` is set in it, and not in the next best. */
export function isSetIn(family) {
  const pen = document.createElement("canvas").getContext("2d");
  const widths = [`16px ${family}, monospace`, "16px monospace"].map((font) => {
    pen.font = font;
    return pen.measureText("Willow milliner").width;
  });
  return widths[0] !== widths[1];
}
