// The service worker. It keeps the offline page and what that needs, and static files whose names
// tell their content. It never keeps a page, an answer of the API, or media: those may be private.

const SHELL = `shell-${RELEASE.version}`;
const FILES = "files";
const LANGUAGE = "/offline-language";
const MOST_FILES = 120;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (request.mode === "navigate") event.respondWith(navigate(event));
  else if (url.origin === location.origin && url.pathname.startsWith(RELEASE.staticUrl)) event.respondWith(file(event));
});

async function install() {
  const cache = await caches.open(SHELL);
  const wanted = [...RELEASE.assets, ...Object.values(RELEASE.offline)];
  // Past the browser's own cache, and without cookies: the page is the same for everybody.
  await cache.addAll(wanted.map((url) => new Request(url, { cache: "reload", credentials: "omit" })));
  // No page depends on this worker's version, so there is nothing to wait for.
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name !== SHELL && name !== FILES) await caches.delete(name);
  }
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function navigate(event) {
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    event.waitUntil(rememberLanguage(response.headers.get("Content-Language")));
    return response;
  } catch {
    return (await offlinePage()) ?? Response.error();
  }
}

let known = null;

async function rememberLanguage(language) {
  if (!language || language === known || !(language in RELEASE.offline)) return;
  known = language;
  const cache = await caches.open(SHELL);
  await cache.put(LANGUAGE, new Response(language));
}

async function offlinePage() {
  const cache = await caches.open(SHELL);
  const language = await (await cache.match(LANGUAGE))?.text();
  // Before any page has said so, it is the browser's.
  const own = navigator.language.split("-")[0];
  return cache.match(RELEASE.offline[language] ?? RELEASE.offline[own] ?? RELEASE.offline[RELEASE.language]);
}

// Kept are only files that say themselves that they never change; anything else is asked for each time.
async function file(event) {
  const { request } = event;
  const shell = await caches.open(SHELL);
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept) return kept;
  try {
    const response = await fetch(request);
    const lasting = /\bimmutable\b/.test(response.headers.get("Cache-Control") ?? "");
    if (response.status === 200 && response.type === "basic" && lasting) {
      event.waitUntil(keep(files, request, response.clone()));
    }
    return response;
  } catch (error) {
    const fallback = await shell.match(request);
    if (fallback) return fallback;
    throw error;
  }
}

async function keep(files, request, response) {
  await files.put(request, response);
  const keys = await files.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST_FILES))) await files.delete(old);
}
