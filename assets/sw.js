// Keeps a site for reading without a network. `crossread site` puts the site's release and files
// (names, and whether a hash is in them) in front of this: `const release = "…", files = […];`
//
// A page and all that it asks for come from one release. The next one is fetched beside it and takes
// over when a reader asks for it, or when no page of this one is open any more.

const scope = new URL("./", location.href);
const prefix = `crossread ${scope.pathname} `;
const name = prefix + release;

/** The address of a file, under which it is kept. */
const address = (file) => new URL(file, scope).href;

/** The same answer as if it had come from where it was asked for: some hosts lead `page.html` on to `page`, and
 * browsers show no page whose answer was led on. */
const direct = (response) => response.redirected ? new Response(response.body, { headers: response.headers }) : response;

async function fill() {
  const cache = await caches.open(name);
  const others = (await caches.keys()).filter((it) => it.startsWith(prefix) && it !== name);
  await Promise.all(files.map(async ([file, isHashed]) => {
    // What has a hash in its name is the same in every release.
    for (const other of isHashed ? others : []) {
      const kept = await (await caches.open(other)).match(address(file));
      if (kept) return cache.put(address(file), kept);
    }
    const response = await fetch(address(file), { cache: "reload" });
    if (!response.ok) throw new Error(`${file}: the server says ${response.status}`);
    return cache.put(address(file), direct(response));
  }));
}

async function forget() {
  const others = (await caches.keys()).filter((it) => it.startsWith(prefix) && it !== name);
  await Promise.all(others.map((it) => caches.delete(it)));
}

async function answer(request) {
  const cache = await caches.open(name);
  const url = new URL(request.url);
  const isPage = request.mode === "navigate";
  const file = isPage && url.pathname === scope.pathname ? address("index.html") : url.origin + url.pathname;
  const kept = await cache.match(file) ?? (isPage && await cache.match(`${file}.html`));
  if (kept) return kept;
  const response = await fetch(request);
  // What few readers need is kept once it was asked for; its name tells what is in it.
  if (response.ok && /[-/][0-9a-f]{16}(_bg)?\.\w+$/.test(url.pathname)) await cache.put(request, response.clone());
  return response;
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(forget()));
addEventListener("message", ({ data }) => data === "take over" && skipWaiting());
addEventListener("fetch", (event) => {
  const isOurs = event.request.method === "GET" && event.request.url.startsWith(scope.href);
  if (isOurs) event.respondWith(answer(event.request));
});
