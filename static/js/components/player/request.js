// The player's two kinds of request. They also work in an embed, where no cookie is sent.

import { csrfToken } from "piyakast/lib/http.js";

/** `{ status, body }` of a JSON address; rejects only when nothing answers. */
export async function getJson(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  const body = await response.json().catch(() => null);
  return { status: response.status, body };
}

/** Send JSON; `last` outlives the page. Resolves to whether it was accepted. */
export async function postJson(url, body, { last = false } = {}) {
  const headers = { "Content-Type": "application/json" };
  if (csrfToken()) headers["X-CSRFToken"] = csrfToken();
  const options = { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin", keepalive: last };
  try {
    return (await fetch(url, options)).ok;
  } catch {
    return false;
  }
}
