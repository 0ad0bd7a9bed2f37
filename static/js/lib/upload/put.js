// PUTs one part. fetch() tells nothing while it sends; XMLHttpRequest does.
import { gettext } from "piyakast/lib/i18n.js";
import { ProblemError } from "piyakast/lib/http.js";

const STALLED_MS = 60_000;

// `onProgress(bytes)` while it is sent; rejects with a ProblemError (status 0: no connection).
export function put(url, blob, { headers, signal, onProgress, direct }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stalled;
    // A dead connection may say nothing for many minutes: no progress is the sign.
    const alive = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED_MS);
    };
    const stop = () => request.abort();
    const settle = (finish, value) => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", stop);
      finish(value);
    };
    request.open("PUT", url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded }) => {
      alive();
      onProgress(Math.min(loaded, blob.size));
    });
    request.addEventListener("load", () => {
      if (request.status < 300) settle(resolve);
      else settle(reject, direct ? storeProblem(request) : asProblem(request));
    });
    for (const name of ["error", "abort"]) request.addEventListener(name, () => settle(reject, noConnection()));
    signal.addEventListener("abort", stop);
    alive();
    request.send(blob);
  });
}

const noConnection = () => new ProblemError({ code: "offline", detail: gettext("There is no connection to the site.") }, 0);

// An object store says no in its own way. Its addresses grow old, so that a new one may do.
function storeProblem(request) {
  const busy = request.status >= 500 || request.status === 429;
  return new ProblemError(
    { code: busy ? "store-down" : "store-refused", detail: gettext("The storage did not take the file. Try again later.") },
    request.status,
  );
}

function asProblem(request) {
  const retryAfter = Number(request.getResponseHeader("Retry-After")) || undefined;
  try {
    return new ProblemError(JSON.parse(request.responseText), request.status, retryAfter);
  } catch {
    // A proxy before the site answers in its own way; the status says enough.
    return new ProblemError({}, request.status, retryAfter);
  }
}
