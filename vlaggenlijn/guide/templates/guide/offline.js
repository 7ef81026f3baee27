// Keeps a copy of one's list and of the helplines for when there is no network. It is registered for
// these two pages only, when a visitor keeps something; the workspace, accounts and answers never
// pass through it. Emptying the list and leaving quickly take it away (page.js).
"use strict";
const { list: LIST, pages: PAGES, files: FILES } = JSON.parse("{{ values|escapejs }}");
const COPIES = "vlaggenlijn-copies";
const DRAWN = LIST + "drawn"; // a key, no page: the cards that the list is drawn with
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
// Told to forget, a worker that is still copying stores nothing any more.
let isGone = false;
self.addEventListener("message", (event) => {
  isGone = Boolean(event.data.forget);
  event.waitUntil(isGone ? caches.delete(COPIES) : copy(event.data));
});

// Asked without cookies: nobody's name stands in a copy.
async function copy({ ids, language }) {
  const copies = await caches.open(COPIES);
  const query = "?taal=" + encodeURIComponent(language);
  const body = new URLSearchParams(ids.map((id) => ["s", id]));
  const headers = { "X-Requested-With": "fetch" };
  await Promise.all([
    ...FILES.map((path) => put(copies, path, fetch(path))),
    ...PAGES.map((path) => put(copies, path, fetch(path + query, { credentials: "omit" }))),
    put(copies, DRAWN, fetch(LIST + query, { method: "POST", body, headers, credentials: "omit" })),
  ]);
  const wanted = [...FILES, ...PAGES, DRAWN];
  for (const request of await copies.keys()) {
    if (!wanted.includes(new URL(request.url).pathname)) await copies.delete(request);
  }
}

async function put(copies, key, asking) {
  const answer = await asking;
  if (answer.ok && !isGone) await copies.put(key, answer);
}

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (origin !== self.location.origin) return;
  if (FILES.includes(pathname)) event.respondWith(kept(pathname).then((copy) => copy || fetch(event.request)));
  else if (search) return;
  else if (method === "GET" && PAGES.includes(pathname)) event.respondWith(fresh(event.request, pathname));
  else if (method === "POST" && pathname === LIST) event.respondWith(fresh(event.request, DRAWN));
});

async function kept(key) {
  const copies = await caches.open(COPIES);
  return copies.match(key, { ignoreVary: true });
}

// What is new comes first; a network that keeps one waiting counts as none.
async function fresh(request, key) {
  const asking = fetch(request);
  const late = new Promise((resolve, reject) => { setTimeout(reject, PATIENCE); });
  try {
    return await Promise.race([asking, late]);
  } catch {
    return (await kept(key)) || asking;
  }
}
