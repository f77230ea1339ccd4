// In the place of the service worker while the page is worked on: nothing is kept, and what was kept before is forgotten.

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
  // Pages that were answered from what was kept.
  if (names.length > 0) for (const client of await self.clients.matchAll()) client.navigate(client.url);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(forget()));
