// Puts behind the JavaScript of each wasm what starts it as a worker, and behind the page's what fetches
// pieces of a corpus: one module with two ways in, and no file more to fetch. A step of tools/finish.sh.
import { appendFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.TRUNK_STAGING_DIR;
const [worker, fetch] = ['worker', 'fetch'].map((it) => readFileSync(`assets/${it}.js`, 'utf8'));
for (const name of readdirSync(folder).filter((it) => /^(page|importer).*\.js$/.test(it))) {
  appendFileSync(join(folder, name), name.startsWith('page') ? fetch + worker : worker);
}
