// Prints what a first visit loads, file by file, and fails when it is more than the budget.
//   node tools/size.mjs DIST
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// One kB is 1,000 bytes. The default corpus counts, because the first view needs it.
const BUDGET_KB = 250;

const dist = process.argv[2] ?? "dist";
const paths = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const rows = paths.map((path) => {
  const bytes = readFileSync(path);
  // A server sends a file as it is when compressing it gains nothing.
  const atMostRaw = (compressed) => Math.min(compressed.length, bytes.length);
  return {
    name: path.slice(dist.length + 1),
    raw: bytes.length,
    gzip: atMostRaw(gzipSync(bytes, { level: 9 })),
    brotli: atMostRaw(
      brotliCompressSync(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      }),
    ),
  };
});
rows.sort((a, b) => b.brotli - a.brotli);

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
const line = (name, row) => console.log(`${kb(row.raw)} ${kb(row.gzip)} ${kb(row.brotli)}  ${name}`);

console.log("      raw      gzip    brotli  kB");
for (const row of rows) line(row.name, row);
const total = { raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
line(`all (budget ${BUDGET_KB} kB brotli)`, total);

if (total.brotli > BUDGET_KB * 1000) {
  console.error(`The page weighs ${(total.brotli / 1000).toFixed(1)} kB; the budget is ${BUDGET_KB} kB.`);
  process.exit(1);
}
