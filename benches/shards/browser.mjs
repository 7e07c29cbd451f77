// What a reader of a corpus in shards waits for and fetches, in Chromium over the loopback:
//
//   node benches/shards/browser.mjs FOLDER
//
// FOLDER holds the shards and queries.txt, as main.rs writes them. Each query is asked twice: as the first of a page that has nothing yet, from
// the page's address on, and then in a page that has asked all those before.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../search/browser.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

const folder = process.argv[2];
const queries = (await readFile(join(folder, "queries.txt"), "utf8")).split("\n");
const sent = { files: 0, bytes: 0 };

const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, "http://localhost").pathname);
  const file = path.startsWith("/shards/") ? join(folder, path.slice(8)) : join(HERE, path);
  try {
    const bytes = await readFile(file);
    if (path.startsWith("/shards/")) {
      sent.files += 1;
      sent.bytes += bytes.length;
    }
    const kept = path.endsWith("root.shard") ? "no-cache" : "public, max-age=31536000, immutable";
    response.writeHead(200, {
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      "Cache-Control": kept,
    });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const site = `http://127.0.0.1:${server.address().port}`;
const { browser } = await launch(site);

// A page of a reader who has kept nothing.
async function page() {
  const context = await browser.newContext();
  return context.newPage();
}

// Asks, and tells how long it took from `started` on, and what was sent meanwhile.
async function asked(page, query, started) {
  const before = { ...sent };
  const hits = await page.evaluate((it) => window.ask(it), query);
  const ms = performance.now() - started;
  const kB = (sent.bytes - before.bytes) / 1e3;
  return { hits, ms, files: sent.files - before.files, kB };
}

const told = ({ ms, files, kB }) =>
  `${ms.toFixed(0).padStart(8)}${String(files).padStart(7)}${kB.toFixed(0).padStart(8)}`;

try {
  console.log(`${"Chromium " + browser.version()}`);
  console.log(`${"".padEnd(34)}${"hits".padStart(9)}  first ms  files      kB    next ms  files      kB`);
  const next = await page();
  await next.goto(`${site}/page/index.html`);
  await next.waitForFunction(() => window.ask);
  await asked(next, "rosdored", 0);
  for (const query of queries) {
    const fresh = await page();
    const started = performance.now();
    const files = { ...sent };
    await fresh.goto(`${site}/page/index.html`);
    await fresh.waitForFunction(() => window.ask);
    const first = await asked(fresh, query, started);
    // The root comes before the page can be asked.
    first.files = sent.files - files.files;
    first.kB = (sent.bytes - files.bytes) / 1e3;
    await fresh.context().close();
    const then = await asked(next, query, performance.now());
    console.log(`${query.padEnd(34)}${String(first.hits).padStart(9)}  ${told(first)}   ${told(then)}`);
  }
} finally {
  await browser.close();
  server.close();
}
