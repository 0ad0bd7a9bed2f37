// Arithmetic of parts: numbers from 1, all of one size but the last.
export const partCount = (size, partBytes) => Math.ceil(size / partBytes);

export function partRange(number, size, partBytes) {
  const start = (number - 1) * partBytes;
  return { start, end: Math.min(start + partBytes, size) };
}

export const partNumbers = (count) => Array.from({ length: count }, (_, index) => index + 1);

export function missingParts(count, arrived) {
  const there = new Set(arrived);
  return partNumbers(count).filter((number) => !there.has(number));
}

export const fingerprint = (file) => `${file.name}:${file.size}:${file.lastModified}`.slice(-128);

// The whole file's digest: SHA-256 over the parts' raw digests, in order.
export async function wholeDigest(digests) {
  const joined = await new Blob(digests).arrayBuffer();
  return hex(await crypto.subtle.digest("SHA-256", joined));
}

export const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
