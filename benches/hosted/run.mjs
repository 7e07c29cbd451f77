// What a reader of the hosted page waits for and fetches, beside Pagefind's component on the same pages, and
// what Lighthouse says of it: make bench-hosted.
//
//   node benches/hosted/run.mjs PROGRAM DIST
//
// PROGRAM is crossread, DIST the built page. The site is that of the default corpus; Pagefind indexes the
// plain pages of it.
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { executable, openChromium } from "../search/browser.mjs";
import { serve } from "./server.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const BUILD = join(HERE, "build");
const QUERY = "shikotan";
const RUNS = 9;

const [program, dist] = process.argv.slice(2);
const site = join(BUILD, "site");

// --- the pages

const head = (more) => `<!doctype html><html lang=en><meta charset=utf-8><title>Search</title><link rel=icon href="data:,">${more}`;
const HOSTS = {
  "pagefind.html": head(`<link rel=stylesheet href=pagefind/pagefind-component-ui.css><script type=module src=pagefind/pagefind-component-ui.js></script><main><h1>Search</h1><pagefind-input></pagefind-input><pagefind-results></pagefind-results></main>`),
  "element.html": head(`<script type=module src=embed.js></script><main><h1>Search</h1><cross-read view=search></cross-read></main>`),
};

function build() {
  rmSync(BUILD, { force: true, recursive: true });
  mkdirSync(BUILD, { recursive: true });
  execFileSync(program, ["site", "assets/corpus", "--page", dist, "--output", site], { stdio: "ignore" });
  const pages = join(BUILD, "pages");
  cpSync(join(site, "read"), join(pages, "read"), { recursive: true });
  const tool = join(HERE, "node_modules/.bin/pagefind");
  execFileSync(tool, ["--site", pages, "--output-path", join(site, "pagefind")], { stdio: "ignore" });
  for (const [name, html] of Object.entries(HOSTS)) writeFileSync(join(site, name), html);
}

// --- what a reader waits for

// How a page shows its box and its results.
const PAGES = [
  { name: "Pagefind's component", path: "/pagefind.html", box: "pagefind-input input", result: "pagefind-results a" },
  { name: "<cross-read>", path: "/element.html", box: "cross-read input[type=search]", result: "cross-read li.hit mark" },
  { name: "the whole page", path: "/", box: "#find", result: "li.hit mark" },
];

// Opens the page, types the query into its box as soon as that is there, and waits for the first result.
async function visit(context, host, { path, box, result }) {
  const page = await context.newPage();
  const before = { ...host.sent };
  const started = performance.now();
  await page.goto(host.url + path, { waitUntil: "commit" });
  await page.locator(box).fill(QUERY);
  const usable = performance.now() - started;
  await page.locator(result).first().waitFor({ state: "attached" });
  const ms = performance.now() - started;
  // What comes later belongs to the visit, not to the first result.
  const now = { files: host.sent.files - before.files, kB: (host.sent.bytes - before.bytes) / 1e3 };
  await page.waitForLoadState("networkidle");
  const all = (host.sent.bytes - before.bytes) / 1e3;
  await page.close();
  return { usable, ms, all, ...now };
}

const median = (values) => values.toSorted((one, other) => one - other)[values.length >> 1];

async function measure(host) {
  const browser = await openChromium();
  console.log(`Chromium ${browser.version()}, “${QUERY}” typed as soon as the box is there, medians of ${RUNS}`);
  console.log(`${"".padEnd(24)}${["visit", "box ms", "result ms", "files", "kB", "kB in all"].map((it) => it.padStart(11)).join("")}`);
  for (const page of PAGES) {
    const visits = { cold: [], warm: [] };
    for (let n = 0; n < RUNS; n += 1) {
      const context = await browser.newContext();
      visits.cold.push(await visit(context, host, page));
      visits.warm.push(await visit(context, host, page));
      await context.close();
    }
    for (const [name, all] of Object.entries(visits)) {
      const of = (key) => median(all.map((it) => it[key]));
      const columns = [name, of("usable").toFixed(0), of("ms").toFixed(0), of("files"), of("kB").toFixed(1), of("all").toFixed(1)];
      console.log(page.name.padEnd(24) + columns.map((it) => String(it).padStart(11)).join(""));
    }
  }
  await browser.close();
}

// --- what Lighthouse says

async function lighthouse(address, form) {
  const tool = join(HERE, "node_modules/.bin/lighthouse");
  const flags = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox", ...(form === "desktop" ? ["--preset=desktop"] : [])];
  const env = { ...process.env, CHROME_PATH: executable() };
  // The server is in this process, so that it must not wait.
  const { stdout } = await promisify(execFile)(tool, [address, ...flags], { env, maxBuffer: 1 << 28 });
  const { audits, categories, lighthouseVersion } = JSON.parse(stdout);
  const scores = ["performance", "accessibility", "best-practices", "seo"].map((it) => Math.round(categories[it].score * 100));
  console.log(`Lighthouse ${lighthouseVersion}, ${form}: ${scores.join(" / ")}`);
  for (const { auditRefs } of Object.values(categories)) {
    for (const { id, weight } of auditRefs) {
      const { displayValue, score } = audits[id];
      if (weight > 0 && score !== null && score < 1) console.log(`  ${id}: ${score}${displayValue ? `, ${displayValue}` : ""}`);
    }
  }
}

build();
const host = await serve([site]);
host.warm(readdirSync(site, { recursive: true }));
try {
  await measure(host);
  for (const form of ["mobile", "desktop"]) await lighthouse(`${host.url}/`, form);
} finally {
  host.close();
}
