// Lets the JavaScript of each wasm start its worker, too: one module with two ways in, and no file more
// to fetch. A step of tools/finish.sh.
import { appendFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.TRUNK_STAGING_DIR;
const tail = readFileSync('assets/worker.js', 'utf8');
for (const name of readdirSync(folder).filter((it) => /^(page|importer).*\.js$/.test(it))) {
  appendFileSync(join(folder, name), tail);
}
