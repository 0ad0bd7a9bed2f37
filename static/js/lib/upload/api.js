// The upload API, as the browser uses it.
import { send } from "piyakast/lib/http.js";
import { fingerprint } from "piyakast/lib/upload/parts.js";

const API = "/api/v1/uploads";
const ANSWER_MS = 120_000;
// A server that takes the request and then says nothing is a server that is not there.
const call = (path, options = {}) => send(`${API}${path}`, { signal: AbortSignal.timeout(ANSWER_MS), ...options });

// Opens an upload of the file, or finds the open one of the same file: sending it twice is harmless.
export const createUpload = (file, replaces) => call("", {
  method: "POST",
  json: { name: file.name, size: file.size, type: file.type, fingerprint: fingerprint(file), video: replaces },
});

export const openUploads = () => call("");
export const usage = () => call("/usage");
export const showUpload = (id) => call(`/${id}`);
export const abortUpload = (id) => call(`/${id}`, { method: "DELETE" });
export const completeUpload = (id, digest) => call(`/${id}/complete`, { method: "POST", json: digest ? { digest } : {} });
export const partUrl = (id, number) => `${API}/${id}/parts/${number}`;

/** Where to send a part; with its digest (hex, of the upload's kind) the store takes no other bytes. */
export async function partAddress({ id, digests: kind = "sha256" }, number, digest) {
  const json = { numbers: [number], ...(digest && { [kind]: { [number]: digest } }) };
  const [address] = await call(`/${id}/addresses`, { method: "POST", json });
  return address;
}
