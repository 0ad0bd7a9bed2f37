// A message's text cut into what is shown differently: plain text, emotes, mentions, links.
const LINK = /\bhttps?:\/\/[^\s<>"'`{}|\\^]{3,300}/giu;
// What ends a sentence rather than an address.
const TRAILING = /[.,;:!?)\]}»”’]+$/u;

/** `[{ kind, text, … }]`. */
export function pieces({ text, emotes = [], mentions = [] }, { links = true } = {}) {
  const found = [];
  let at = 0;
  for (const [start, end, code, url] of [...emotes].sort((one, other) => one[0] - other[0])) {
    if (start < at || end > text.length) continue;
    if (start > at) found.push(...plain(text.slice(at, start), mentions, links));
    found.push({ kind: "emote", text: `:${code}:`, url });
    at = end;
  }
  if (at < text.length) found.push(...plain(text.slice(at), mentions, links));
  return found;
}

function plain(text, mentions, links) {
  return links
    ? cut(text, LINK, asLink).flatMap((piece) => (piece.kind === "text" ? named(piece.text, mentions) : [piece]))
    : named(text, mentions);
}

function named(text, mentions) {
  if (!mentions.length) return [{ kind: "text", text }];
  const names = mentions.map((handle) => handle.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&")).join("|");
  const pattern = new RegExp(`(?<![\\w@])@(?:${names})(?![\\w~-])`, "giu");
  return cut(text, pattern, (found) => ({ kind: "mention", text: found, handle: found.slice(1).toLowerCase() }));
}

function asLink(found) {
  const text = found.replace(TRAILING, "");
  try {
    const { href } = new URL(text);
    return { kind: "link", text, href };
  } catch {
    return null;
  }
}

function cut(text, pattern, make) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const piece = make(match[0]);
    if (!piece) continue;
    if (match.index > at) parts.push({ kind: "text", text: text.slice(at, match.index) });
    parts.push(piece);
    at = match.index + piece.text.length;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return parts;
}

/** How many characters a person sees as typed, the way the server counts. */
export const lengthOf = (text) => Array.from(text).length;
