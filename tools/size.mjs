// Prints what a first visit loads, file by file, and fails when it is more than the budget.
//   node tools/size.mjs DIST
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// One kB is 1,000 bytes. The default corpus counts, because the first view needs it.
const BUDGET_KB = 250;

// What a page loads that has the element, as it lies there, until the element is near.
const EMBED_BUDGET_KB = 5;

const dist = process.argv[2] ?? "dist";
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => measured(join(entry.parentPath ?? entry.path, entry.name)))
  .sort((a, b) => b.brotli - a.brotli);
// Fonts come when a text needs them, after it is shown; what describes them is never loaded.
const fonts = files.filter(({ name }) => name.endsWith(".woff2"));
// What the workshop needs comes when a reader brings articles; the list of files when a site is saved.
const isWorkshop = ({ name }) => /^(importer-|workshop\/)/.test(name);
const workshop = files.filter(isWorkshop);
// The second part of the wasm comes when the first view is shown.
const second = files.filter(({ name }) => name.startsWith("later-"));
// What other pages load that show a piece of this one, and what makes one file of it.
const isForOthers = ({ name }) => /^(embed\.|guest-|frame\.js|single\.js|sw\.js)/.test(name);
const isLater = (file) => isWorkshop(file) || isForOthers(file) || /^(fonts\/|files\.json|later-)/.test(file.name);
const first = files.filter((file) => !isLater(file));

console.log("      raw      gzip    brotli  kB");
first.forEach(print);
const total = print(sum(`a first visit, of ${BUDGET_KB} kB brotli at most`, first));
print(sum("the other views, when the first is shown", second));
print(sum("the workshop, when articles are brought", workshop));
const embed = print(files.find(({ name }) => name === "embed.js"));
print(sum("fonts, each when a text needs it", fonts));

if (embed.raw > EMBED_BUDGET_KB * 1000) {
  console.error(`embed.js is ${kb(embed.raw)} kB; other pages load ${EMBED_BUDGET_KB} kB at most.`);
  process.exit(1);
}
if (total.brotli > BUDGET_KB * 1000) {
  console.error(`A first visit loads ${kb(total.brotli)} kB; the budget is ${BUDGET_KB} kB.`);
  process.exit(1);
}

function measured(path) {
  const bytes = readFileSync(path);
  // A server sends a file as it is when compressing it gains nothing.
  const atMostRaw = (compressed) => Math.min(compressed.length, bytes.length);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return {
    name: path.slice(dist.length + 1),
    raw: bytes.length,
    gzip: atMostRaw(gzipSync(bytes, { level: 9 })),
    brotli: atMostRaw(brotliCompressSync(bytes, { params })),
  };
}

function sum(name, files) {
  const of = (key) => files.reduce((total, file) => total + file[key], 0);
  return { name, raw: of("raw"), gzip: of("gzip"), brotli: of("brotli") };
}

function print(row) {
  const columns = [row.raw, row.gzip, row.brotli].map((bytes) => kb(bytes).padStart(9));
  console.log(`${columns.join(" ")}  ${row.name}`);
  return row;
}

function kb(bytes) {
  return (bytes / 1000).toFixed(1);
}
