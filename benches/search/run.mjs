// Measures search engines side by side in headless Chromium and prints a report; README.md says
// what and how.
//   node run.mjs [--quick | --growth] [--engines A,B] [--corpora A,B] [--seed held]
//                [--tantivy FILE.wasm] [--out FILE.json]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "./browser.mjs";
import { build as buildCorpus } from "./corpora.mjs";
import { BUILD, built, corpusFile, flag, listed, option, queriesFile, readJson } from "./files.mjs";
import { indexWithPagefind } from "./pagefind.mjs";
import { build as buildQueries } from "./queries.mjs";
import { report } from "./report.mjs";
import { serve } from "./server.mjs";

// `text`: needs the passages to load; `index`: loads the index of another.
const ENGINES = {
  ours: {},
  minisearch: {},
  "minisearch-all": { index: "minisearch" },
  flexsearch: {},
  ufuzzy: { text: true },
  fuse: { text: true },
  orama: {},
  lunr: {},
  pagefind: { builder: indexWithPagefind },
  sqlite: {},
  tantivy: {},
};
const QUICK = ["ours", "minisearch", "minisearch-all", "flexsearch", "ufuzzy"];
const GROWTH = ["small", "growth-10k", "growth-100k", "growth-1m"];

const K = 10; // hits wanted
const LOADS = 3; // the median counts
const TYPED = 48; // queries typed letter by letter
const TYPED_AT_ONCE = 3; // in one call, because a call costs as much as a fast search
const ASKED_AT_ONCE = 40;

// Seconds. An engine that has used up its time for typing or asking is left out of the rest.
const BUDGET = flag("quick") ? { build: 60, type: 10, ask: 15 } : { build: 90, type: 12, ask: 18 };
if (flag("growth")) Object.assign(BUDGET, { build: 900, type: 60 });
const GRACE = 60; // for the call that is under way

const tantivy = option("tantivy");
const engines = listed(option("engines", chosenEngines().join()));
const corpora = listed(option("corpora", chosenCorpora().join()));
const seed = option("seed", "held");
const out = resolve(option("out", built("results.json")));

function chosenEngines() {
  if (flag("growth")) return ["ours"];
  const all = flag("quick") ? QUICK : Object.keys(ENGINES);
  return all.filter((it) => it !== "tantivy" || tantivy);
}

function chosenCorpora() {
  if (flag("growth")) return GROWTH;
  return flag("quick") ? ["reuters"] : ["reuters", "paragraphs"];
}

const say = (...words) => console.error(new Date().toISOString().slice(11, 19), ...words);

const unknown = engines.find((it) => !ENGINES[it]);
if (unknown)
  throw new Error(`There is no engine "${unknown}": ${Object.keys(ENGINES).join(", ")}.`);
if (engines.includes("ours") && !existsSync(built("ours/search-engine.js"))) {
  throw new Error("Our engine is not compiled: make bench-search does it.");
}

mkdirSync(built("index"), { recursive: true });
const server = await serve(tantivy ? { "/tantivy.wasm": resolve(tantivy) } : {});
const browser = await launch(server.url);
const results = {
  when: new Date().toISOString(),
  chromium: browser.version,
  cpu: cpus()[0].model,
  cores: cpus().length,
  seed,
  corpora: {},
};
for (const corpus of corpora) {
  buildCorpus(corpus);
  // Growth is of time and size; its queries are drawn from where its passages come from.
  const queriesFrom = corpus.startsWith("growth") ? "paragraphs" : corpus;
  if (queriesFrom !== corpus) buildCorpus(queriesFrom);
  buildQueries(queriesFrom, seed);
  results.corpora[corpus] = await measure(corpus, readJson(queriesFile(queriesFrom, seed)));
  writeFileSync(out, JSON.stringify(results));
}
await browser.close();
server.close();
report(results);
process.exit(0); // Pagefind's indexer may linger.

async function measure(corpus, queries) {
  const text = readFileSync(corpusFile(corpus));
  const measured = {
    bytes: { raw: text.length, gzip: gzipSync(text).length },
    busy: loadavg()[0],
    classes: queries.map((it) => it.class),
    engines: {},
  };
  const empty = await browser.open();
  measured.emptyPage = await empty.memory();
  await empty.close();

  const pages = new Map();
  for (const engine of engines) {
    const result = (measured.engines[engine] = { typed: [], ranks: [] });
    await tried(engine, result, pages, async () => {
      Object.assign(result, await indexed(engine, corpus, measured.engines));
      pages.set(engine, await loaded(engine, corpus, result));
    });
    say(corpus, engine, result.failed ?? "is loaded");
  }
  for (const [engine, page] of pages) {
    await tried(engine, measured.engines[engine], pages, () => page.identify());
  }
  await type(queries.slice(0, TYPED), pages, measured.engines);
  say(corpus, "typed");
  if (!corpus.startsWith("growth")) await ask(queries, pages, measured.engines);
  for (const page of pages.values()) await page.close();
  return measured;
}

// An engine that fails is reported as failed and left out of the rest.
async function tried(engine, result, pages, work) {
  try {
    await work();
  } catch (error) {
    result.failed = error.message.split("\n")[0];
    await pages.get(engine)?.close();
    pages.delete(engine);
  }
}

function indexOf(engine, corpus) {
  return `/build/index/${ENGINES[engine].index ?? engine}-${corpus}`;
}

function urlOf(corpus) {
  return `/build/${corpus}.json`;
}

async function indexed(engine, corpus, others) {
  const { index, builder } = ENGINES[engine];
  const shared = others[index];
  if (shared?.build) return { build: shared.build, index: shared.index };
  if (builder) return builder(corpus, indexOf(engine, corpus));
  const page = await browser.open(engine);
  try {
    const parameters = [urlOf(corpus), indexOf(engine, corpus)];
    const { result } = await page.call("build", parameters, BUDGET.build);
    const bytes = readFileSync(resolve(BUILD, `..${indexOf(engine, corpus)}`));
    return { build: result, index: { raw: bytes.length, gzip: gzipSync(bytes).length } };
  } finally {
    await page.close();
  }
}

// The page of the last of several loads, ready to be asked.
async function loaded(engine, corpus, result) {
  const times = [];
  for (;;) {
    const page = await browser.open(engine);
    const parameters = [indexOf(engine, corpus), ENGINES[engine].text ? urlOf(corpus) : null];
    times.push((await page.call("load", parameters, BUDGET.build)).result);
    if (times.length === LOADS) {
      result.load = times.sort((a, b) => a - b)[LOADS >> 1];
      result.memory = await page.memory();
      return page;
    }
    await page.close();
  }
}

// Engines take turns, so that what else the machine does befalls all alike; another one begins
// each time.
async function byTurns(list, size, pages, seconds, work) {
  const spent = new Map();
  for (let start = 0; start < list.length; start += size) {
    const names = [...pages.keys()];
    const turn = names.length ? (start / size) % names.length : 0;
    for (const engine of [...names.slice(turn), ...names.slice(0, turn)]) {
      if ((spent.get(engine) ?? 0) > seconds) continue;
      const begun = performance.now();
      await work(engine, list.slice(start, start + size));
      spent.set(engine, (spent.get(engine) ?? 0) + (performance.now() - begun) / 1_000);
    }
  }
}

function type(queries, pages, measured) {
  return byTurns(queries, TYPED_AT_ONCE, pages, BUDGET.type, (engine, block) =>
    tried(engine, measured[engine], pages, async () => {
      const parameters = [block.map((it) => it.query), K];
      const { result, cpu } = await pages.get(engine).call("type", parameters, BUDGET.type + GRACE);
      measured[engine].typed.push({ ms: result, cpu });
    }),
  );
}

// Ranks from 1, 0 where no answer is among the hits.
function ask(queries, pages, measured) {
  return byTurns(queries, ASKED_AT_ONCE, pages, BUDGET.ask, (engine, block) =>
    tried(engine, measured[engine], pages, async () => {
      const parameters = [block.map((it) => it.query), K];
      const { result } = await pages.get(engine).call("ask", parameters, BUDGET.ask + GRACE);
      const isAnswer = (at) => (id) => block[at].answers.includes(id);
      measured[engine].ranks.push(...result.map((ids, at) => ids.findIndex(isAnswer(at)) + 1));
    }),
  );
}
