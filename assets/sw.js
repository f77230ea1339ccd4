// Keeps the whole page in the browser, so that it works without a network. Every file is kept under the hash of its
// contents: a new version fetches only what has changed, and no version ever mixes with another.

// Filled in by `cargo xtask finish`.
const FILES = {/* files and their hashes */};

const CACHE = "segue";

/** The key of a file: its address and the hash of what is in it. */
const keyOf = (name) => `${new URL(name, self.registration.scope)}?${FILES[name]}`;

/** The name of a file of this page's, `undefined` for anything else. */
function nameOf(address) {
  const { href, search } = new URL(address);
  const path = search ? href.slice(0, href.indexOf("?")) : href;
  const name = path.split("#")[0].replace(self.registration.scope, "") || "index.html";
  return name in FILES ? name : undefined;
}

/** Fetches a file: what the browser has just loaded with the page, unless that is of another version. */
async function fetchFile(name) {
  const address = new URL(name, self.registration.scope);
  for (const cache of ["default", "reload"]) {
    const response = await fetch(address, { cache });
    if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
    const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
    const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hash === FILES[name]) return response;
  }
  throw new Error(`${name} belongs to another version`);
}

async function install() {
  const cache = await caches.open(CACHE);
  const keys = new Set((await cache.keys()).map((request) => request.url));
  const missing = Object.keys(FILES).filter((name) => !keys.has(keyOf(name)));
  for (const name of missing) await cache.put(keyOf(name), await fetchFile(name));
}

async function activate() {
  const cache = await caches.open(CACHE);
  const wanted = new Set(Object.keys(FILES).map(keyOf));
  const old = (await cache.keys()).filter((request) => !wanted.has(request.url));
  await Promise.all(old.map((request) => cache.delete(request)));
  await self.clients.claim();
}

async function answer(request, name) {
  const kept = await (await caches.open(CACHE)).match(keyOf(name));
  return kept ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.data === "use" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const name = event.request.method === "GET" ? nameOf(event.request.url) : undefined;
  if (name) event.respondWith(answer(event.request, name));
});
