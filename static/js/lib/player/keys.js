// Which key does what. Physical layout is left to the browser: these are the characters typed.

const KEYS = {
  " ": ["toggle"],
  k: ["toggle"],
  j: ["seekBy", -10],
  l: ["seekBy", 10],
  arrowleft: ["seekBy", -5],
  arrowright: ["seekBy", 5],
  arrowup: ["volumeBy", 0.05],
  arrowdown: ["volumeBy", -0.05],
  m: ["mute"],
  f: ["fullscreen"],
  t: ["theater"],
  i: ["pip"],
  c: ["captions"],
  "<": ["speedBy", -1],
  ">": ["speedBy", 1],
  ",": ["frame", -1],
  ".": ["frame", 1],
  "?": ["help"],
  home: ["seekToFraction", 0],
  end: ["seekToFraction", 1],
};

/** The action and its argument for a keydown event, or null. A held modifier means another shortcut. */
export function actionFor(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  if (/^[0-9]$/.test(event.key)) return ["seekToFraction", Number(event.key) / 10];
  return KEYS[event.key.toLowerCase()] ?? null;
}

/** Whether the person is typing at the event's target, so that single keys belong to the text. */
export function isTyping(event) {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  if (target.closest("textarea, select, [contenteditable]:not([contenteditable=false]), dialog[open]")) return true;
  const input = target.closest("input");
  return Boolean(input) && !/^(range|checkbox|radio|button|submit)$/.test(input.type);
}

/** Whether the focused control uses this key itself (a button's space, a slider's or menu's arrows). */
export function belongsToControl(event) {
  const target = event.composedPath().find((node) => node instanceof Element);
  if (!target) return false;
  if (target.closest("[role=menu], [role=tablist], [role=listbox]")) return /^(Arrow|Home|End| |Enter|Escape)/.test(event.key);
  if (event.key === " ") {
    const control = event.composedPath().find((node) => node instanceof Element && node.matches("a, button, summary, input, [role=button]"));
    return Boolean(control);
  }
  return target.matches("input[type=range]") && /^(Arrow|Home|End)/.test(event.key);
}
