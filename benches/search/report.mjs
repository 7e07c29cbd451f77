// Prints what run.mjs measured: for every corpus the figures, how ours stand to the others', and
// whether each goal is met.
//   node report.mjs [FILE.json]      build/results.json if none is named
import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { built, readJson } from "./files.mjs";

const OURS = "ours";
const MINISEARCH = "minisearch";

// What is measured of an engine: `value` of the first `n` blocks or queries, and `less` or more is
// better.
const MEASURES = {
  "build ms": { value: (it) => it.build, less: true },
  "index MB": { value: (it) => mega(it.index?.raw || undefined), less: true },
  "gzip MB": { value: (it) => mega((it.index?.raw && it.index.gzip) || undefined), less: true },
  "load ms": { value: (it) => it.load, less: true },
  "memory MB": { value: (it) => mega(it.memory), less: true },
  "CPU ms a key": { value: (it, n) => cpuPerKey(it.typed.slice(0, n)), typed: true, less: true },
  "p50 ms": { value: (it, n) => percentile(it.typed.slice(0, n), 0.5), typed: true, less: true },
  "p95 ms": { value: (it, n) => percentile(it.typed.slice(0, n), 0.95), typed: true, less: true },
  "p99 ms": { value: (it, n) => percentile(it.typed.slice(0, n), 0.99), typed: true, less: true },
  "S@1": { value: (it, n) => share(it.ranks.slice(0, n), (rank) => Number(rank === 1)) },
  "S@10": { value: (it, n) => share(it.ranks.slice(0, n), (rank) => Number(rank > 0)) },
  "MRR@10": { value: (it, n) => share(it.ranks.slice(0, n), (rank) => rank && 1 / rank) },
};

// At most so many times what the other has.
const RATIOS = [
  ["CPU ms a key", MINISEARCH, 0.06],
  ["CPU ms a key", "tantivy", 0.5],
  ["p99 ms", MINISEARCH, 0.04],
  ["p99 ms", "tantivy", 0.5],
  ["p99 ms", "flexsearch", 1],
  ["gzip MB", MINISEARCH, 0.65],
  ["load ms", MINISEARCH, 0.02],
  ["memory MB", MINISEARCH, 0.15],
  ["build ms", MINISEARCH, 0.2],
];

// At least.
const QUALITY = {
  reuters: { "MRR@10": 0.96, "S@1": 0.94 },
  paragraphs: { "MRR@10": 0.975, "S@1": 0.965 },
};
const AMONG_TEN = { human1: 0.98, prefix: 0.98 };
const AMONG_TEN_ELSE = 0.99;

// kB brotli of our engine's own wasm, what it takes of the standard library included.
const MOST_CODE = 70;

export function report({ chromium, cpu, cores, seed, when, corpora }) {
  console.log(
    `Chromium ${chromium}, ${cores} cores (${cpu}), queries of the seed "${seed}", ${when}`,
  );
  for (const [name, corpus] of Object.entries(corpora)) {
    // What an empty page holds is not the engine's.
    for (const engine of Object.values(corpus.engines)) {
      if (engine.memory) engine.memory = held(engine.memory) - held(corpus.emptyPage);
    }
    reportCorpus(name, corpus);
  }
  reportCode(built("ours/search-engine_bg.wasm"));
}

// How much of a page the engine is: its wasm alone, without the page and the other parts.
function reportCode(file) {
  if (!existsSync(file)) return;
  const wasm = readFileSync(file);
  const kb = (bytes) => (bytes.length / 1000).toFixed(1);
  const brotli = brotliCompressSync(wasm);
  console.log(
    `\nOur engine's code: ${kb(wasm)} kB, gzip ${kb(gzipSync(wasm, { level: 9 }))}, brotli ${kb(brotli)} ` +
      `(at most ${MOST_CODE}: ${brotli.length <= MOST_CODE * 1000 ? "met" : "NOT MET"})`,
  );
}

function reportCorpus(name, { bytes, busy, classes, engines }) {
  const text = `${mega(bytes.raw).toFixed(1)} MB, gzip ${mega(bytes.gzip).toFixed(1)}`;
  console.log(`\n## ${name}: ${text}; load average at the start ${busy.toFixed(1)}\n`);
  table(
    ["", ...Object.keys(MEASURES), "keys", "queries"],
    Object.entries(engines).map(([engine, it]) => [
      it.failed ? `${engine} (${it.failed})` : engine,
      ...Object.values(MEASURES).map(({ value }) => figure(value(it))),
      it.typed.flatMap((block) => block.ms).length,
      it.ranks.length,
    ]),
  );
  const all = [...new Set(classes)];
  const asked = Object.entries(engines).filter(([, it]) => it.ranks.length);
  if (asked.length) {
    console.log("\nS@1 and S@10 by class\n");
    const both = (it, kind) => {
      const ranks = ofClass(it, classes, kind);
      return `${first(ranks).toFixed(2)} ${amongTen(ranks).toFixed(2)}`;
    };
    table(
      ["", ...all],
      asked.map(([engine, it]) => [engine, ...all.map((kind) => both(it, kind))]),
    );
  }
  const ours = engines[OURS];
  const peers = Object.entries(engines).filter(([engine]) => engine !== OURS);
  if (!ours || ours.failed || !peers.length) return;
  reportRatios(ours, peers);
  reportGoals(name, classes, all, ours, peers);
}

// Of what both were given before the time of one was up: [ours, theirs].
function compared(measure, ours, peer) {
  const { value, typed } = MEASURES[measure];
  const list = typed ? "typed" : "ranks";
  const n = Math.min(ours[list].length, peer[list].length);
  return [value(ours, n), value(peer, n)];
}

function reportRatios(ours, peers) {
  console.log("\nOurs divided by theirs\n");
  const names = Object.keys(MEASURES);
  const ratio = (measure, peer) => {
    const [mine, theirs] = compared(measure, ours, peer);
    return isFigure(mine) && isFigure(theirs) ? mine / theirs : undefined;
  };
  const rows = peers.map(([engine, peer]) => [engine, ...names.map((it) => ratio(it, peer))]);
  const best = names.map((measure, at) => {
    const ratios = rows.map((row) => row[at + 1]).filter(isFigure);
    if (!ratios.length) return undefined;
    return MEASURES[measure].less ? Math.max(...ratios) : Math.min(...ratios);
  });
  table(
    ["", ...names],
    [...rows, ["the best of them", ...best]].map(([engine, ...ratios]) => [
      engine,
      ...ratios.map((it) => (isFigure(it) ? it.toFixed(3) : "–")),
    ]),
  );
}

function reportGoals(corpus, classes, all, ours, peers) {
  const rows = [];
  const goal = (what, mine, isMet) =>
    rows.push([what, mine, isMet === undefined ? "not measured" : isMet ? "met" : "NOT MET"]);

  for (const [measure, least] of Object.entries(QUALITY[corpus] ?? {})) {
    const mine = MEASURES[measure].value(ours);
    goal(`${measure} at least ${least}`, figure(mine), isFigure(mine) ? mine >= least : undefined);
  }
  for (const kind of all) {
    const least = AMONG_TEN[kind] ?? AMONG_TEN_ELSE;
    const mine = amongTen(ofClass(ours, classes, kind));
    goal(
      `S@10 of ${kind} at least ${least}`,
      figure(mine),
      isFigure(mine) ? mine >= least : undefined,
    );
  }
  for (const [engine, peer] of peers) {
    const worse = worseThan(peer, ours, classes, all);
    const isMet = peer.ranks.length ? !worse.length : undefined;
    goal(`in no class below ${engine}`, worse.join(", ") || "none", isMet);
  }
  const given = Object.fromEntries(peers);
  for (const [measure, engine, most] of RATIOS) {
    const [mine, theirs] = given[engine] ? compared(measure, ours, given[engine]) : [];
    const ratio = isFigure(mine) && isFigure(theirs) ? mine / theirs : undefined;
    const isMet = ratio === undefined ? undefined : ratio <= most;
    goal(`${measure} at most ${most} of ${engine}`, ratio?.toFixed(3) ?? "–", isMet);
  }
  console.log("\nGoals\n");
  table(["goal", "ours", ""], rows);
}

// The classes in which a peer finds more, over the queries that both were asked.
function worseThan(peer, ours, classes, all) {
  const n = Math.min(peer.ranks.length, ours.ranks.length);
  const isWorse = (kind, of) => {
    const [mine, theirs] = [ours, peer].map((it) => of(ofClass(it, classes.slice(0, n), kind)));
    return mine < theirs;
  };
  return Object.entries({ "S@1": first, "S@10": amongTen }).flatMap(([name, of]) => {
    const kinds = all.filter((kind) => isWorse(kind, of));
    return kinds.length ? [`${name} ${kinds.join(" ")}`] : [];
  });
}

const held = ({ objects, buffers, wasm }) => objects + buffers + wasm;
const mega = (bytes) => (bytes === undefined ? undefined : bytes / 1e6);
const isFigure = (it) => Number.isFinite(it);

const share = (ranks, score) =>
  ranks.length ? ranks.reduce((sum, rank) => sum + score(rank), 0) / ranks.length : undefined;
const first = (ranks) => MEASURES["S@1"].value({ ranks });
const amongTen = (ranks) => MEASURES["S@10"].value({ ranks });
const ofClass = ({ ranks }, classes, kind) =>
  ranks.slice(0, classes.length).filter((_, at) => classes[at] === kind);

function cpuPerKey(blocks) {
  const keys = blocks.flatMap((it) => it.ms).length;
  if (!keys || blocks[0].cpu === null) return undefined;
  return blocks.reduce((sum, it) => sum + it.cpu, 0) / keys;
}

function percentile(blocks, at) {
  const times = blocks.flatMap((it) => it.ms).sort((a, b) => a - b);
  return times[Math.floor(times.length * at)];
}

// Three digits that say something.
function figure(it) {
  if (!isFigure(it)) return "–";
  if (it >= 100) return it.toFixed(0);
  return it >= 10 ? it.toFixed(1) : it >= 1 ? it.toFixed(2) : it.toFixed(3);
}

function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, at) => Math.max(...all.map((row) => row[at].length)));
  const [titles, ...lines] = all.map((row) => {
    const cells = row.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at])));
    return `| ${cells.join(" | ")} |`;
  });
  const rule = widths.map((width, at) => "-".repeat(at ? width + 1 : width + 2) + (at ? ":" : ""));
  console.log([titles, `|${rule.join("|")}|`, ...lines].join("\n"));
}

if (process.argv[1] === import.meta.filename) {
  report(readJson(process.argv[2] ?? built("results.json")));
}
