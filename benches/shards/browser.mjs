// What a reader of a corpus in shards waits for and fetches, with the page as it is built, in Chromium over
// the loopback:
//
//   node benches/shards/browser.mjs DIST FOLDER
//
// DIST is the built page; FOLDER holds a corpus and queries.txt, as main.rs writes them. Each query is asked
// twice: by a reader who opens its address and has nothing yet, and by one who has asked all those before.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serve } from "../hosted/server.mjs";
import { openChromium } from "../search/browser.mjs";

const [dist, folder] = process.argv.slice(2);
const queries = (await readFile(join(folder, "queries.txt"), "utf8")).split("\n");
const host = await serve([folder, dist]);
const browser = await openChromium();

const hash = (query) => `#/search?${new URLSearchParams({ q: query })}`;

// Waits for the hits of a query: how many there are.
async function hits(page, query) {
  const found = (query) => {
    const results = document.querySelector("main[data-state=ready] .results");
    const isThere = results?.dataset.query === query && results.querySelector("li.hit mark");
    return isThere && /^[\d,]+/.exec(results.querySelector(".lede").textContent)[0];
  };
  const n = await page.waitForFunction(found, query);
  return Number((await n.jsonValue()).replaceAll(",", ""));
}

// Does what leads to the hits of a query, and tells how long that took and what was sent meanwhile.
async function asked(page, query, lead) {
  const before = { ...host.sent };
  const started = performance.now();
  await lead();
  const n = await hits(page, query);
  const ms = performance.now() - started;
  return { n, ms, files: host.sent.files - before.files, kB: (host.sent.bytes - before.bytes) / 1e3 };
}

const told = ({ ms, files, kB }) =>
  `${ms.toFixed(0).padStart(8)}${String(files).padStart(7)}${kB.toFixed(0).padStart(8)}`;

try {
  console.log(`Chromium ${browser.version()}; kB of the first with those of the page`);
  console.log(`${"".padEnd(34)}${"hits".padStart(9)}  first ms  files      kB    next ms  files      kB`);
  const next = await (await browser.newContext()).newPage();
  await next.goto(`${host.url}/${hash("rosdored ")}`);
  await hits(next, "rosdored ");
  for (const query of queries) {
    const fresh = await (await browser.newContext()).newPage();
    const first = await asked(fresh, query, () => fresh.goto(`${host.url}/${hash(query)}`, { waitUntil: "commit" }));
    await fresh.context().close();
    const then = await asked(next, query, () => next.evaluate((it) => (location.hash = it), hash(query)));
    console.log(`${query.padEnd(34)}${String(first.n).padStart(9)}  ${told(first)}   ${told(then)}`);
  }
} finally {
  await browser.close();
  host.close();
}
