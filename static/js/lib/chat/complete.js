// What is being typed at the caret that could be completed: @somebody, :emote, /command.
const MOST = 40;

/** `{ kind, query, start, end }` of the word at `caret`, or null. */
export function wordAt(text, caret) {
  const before = text.slice(0, caret);
  const command = /^\/([\p{L}\d_-]*)$/u.exec(before);
  if (command) return { kind: "command", query: command[1].toLowerCase(), start: 0, end: caret };
  const word = /(?:^|[\s(])([@:])([\p{L}\d._~-]*)$/u.exec(before);
  if (!word) return null;
  const [, sign, query] = word;
  if (sign === ":" && query.length < 2) return null;
  return {
    kind: sign === "@" ? "mention" : "emote",
    query: query.toLowerCase(),
    start: caret - query.length - 1,
    end: caret,
  };
}

/** The candidates that fit, those that begin with the query first; `names(candidate)` are what it is found by. */
export function matching(candidates, query, names) {
  const ranked = [];
  for (const candidate of candidates) {
    const texts = names(candidate).map((each) => each.toLowerCase());
    if (texts.some((text) => text.startsWith(query))) ranked.push([0, candidate]);
    else if (query.length > 1 && texts.some((text) => text.includes(query))) ranked.push([1, candidate]);
  }
  return ranked.sort((one, other) => one[0] - other[0]).slice(0, MOST).map(([, candidate]) => candidate);
}

/** The text with the word replaced, and where the caret goes. */
export function replaced(text, word, by) {
  const after = text.slice(word.end).replace(/^ /u, "");
  const head = `${text.slice(0, word.start)}${by} `;
  return { text: head + after, caret: head.length };
}
