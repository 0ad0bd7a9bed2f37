// fetch with our CSRF token; a problem+json answer becomes an error whose message is a sentence for people.
import { gettext } from "piyakast/lib/i18n.js";

export class ProblemError extends Error {
  constructor(problem, status, retryAfter) {
    super(problem.detail || gettext("Something went wrong. Try again."));
    this.name = "ProblemError";
    this.code = problem.code || "error";
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

// The cookie has the newest: signing in again, in another tab, makes the one that this page came with worthless.
const cookieToken = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

export const csrfToken = () => cookieToken() ?? document.body.dataset.csrf ?? "";

export async function send(url, { method = "GET", json, body, headers = {}, signal, keepalive } = {}) {
  const init = { method, headers: { Accept: "application/json", ...headers }, signal, keepalive };
  if (method !== "GET") init.headers["X-CSRFToken"] = csrfToken();
  if (json !== undefined) {
    init.headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(json);
  } else if (body !== undefined) {
    init.body = body;
  }
  let response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ProblemError({ code: "offline", detail: gettext("There is no connection to the site.") }, 0);
  }
  if (response.status === 204) return null;
  const type = response.headers.get("Content-Type") ?? "";
  const data = type.includes("json") ? await response.json() : await response.text();
  if (response.ok) return data;
  const retryAfter = Number(response.headers.get("Retry-After")) || undefined;
  throw new ProblemError(typeof data === "object" ? data : {}, response.status, retryAfter);
}
