// CRC-32C (Castagnoli), which Google Cloud Storage checks and browsers' own cryptography has not. Eight bytes at a time.
const REVERSED = 0x82f63b78;
const TABLES = tables();

function tables() {
  const made = Array.from({ length: 8 }, () => new Uint32Array(256));
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ REVERSED : crc >>> 1;
    made[0][byte] = crc;
  }
  for (let table = 1; table < 8; table += 1) {
    for (let byte = 0; byte < 256; byte += 1) {
      const crc = made[table - 1][byte];
      made[table][byte] = (crc >>> 8) ^ made[0][crc & 255];
    }
  }
  return made;
}

/** The checksum of `buffer` as four bytes, the most significant first. */
export function crc32c(buffer) {
  const bytes = new Uint8Array(buffer);
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  let crc = 0xffffffff;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) {
    crc ^= bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    crc = t7[crc & 255] ^ t6[(crc >>> 8) & 255] ^ t5[(crc >>> 16) & 255] ^ t4[crc >>> 24]
      ^ t3[bytes[at + 4]] ^ t2[bytes[at + 5]] ^ t1[bytes[at + 6]] ^ t0[bytes[at + 7]];
  }
  for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ t0[(crc ^ bytes[at]) & 255];
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, ~crc >>> 0);
  return sum;
}
