// The code that a file's name suggests: letters, digits and underscores, 2 to 24 of them; empty where it has none.
export function codeFrom(name) {
  const plain = name.replace(/\.[^.]*$/, "").normalize("NFKD").replace(/\p{M}/gu, "");
  const code = (plain.match(/[A-Za-z0-9]+/g) ?? []).join("_").slice(0, 24).replace(/_+$/, "");
  return code.length < 2 ? "" : code;
}
