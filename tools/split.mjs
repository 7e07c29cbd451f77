// Cuts the page's wasm in two, as src/app/later.rs says: a first part in place of the whole that
// Trunk has put together, and later.wasm, which the JavaScript loads when the first part asks.
// A step of tools/finish.sh.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// In the JavaScript's own module, so that it is not one request more; `wasm` are the exports of the
// first part, and all that the second imports.
const LOADER = `{
  async __wasm_split_load_later(callback, data) {
    let loaded = false;
    try {
      await WebAssembly.instantiate(await laterBytes(), { __wasm_split: wasm });
      loaded = true;
    } catch (error) {
      console.error(error);
    }
    wasm.__indirect_function_table.get(callback)(data, loaded);
  },
}`;

// Where the second part is: beside this file, unless somebody knows better.
const LATER = `
let later;
/** Tells where the second part of the wasm is: its address, or its bytes. */
export function setLater(it) {
  later = it;
}
async function laterBytes() {
  return later instanceof Uint8Array ? later : awaited(fetchLater());
}
async function fetchLater() {
  const response = await fetch(later ?? new URL("later.wasm", import.meta.url));
  if (!response.ok) throw new Error(\`the server says \${response.status}\`);
  return response.arrayBuffer();
}
`;

const staged = process.env.TRUNK_STAGING_DIR;
const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const { target_directory } = JSON.parse(run('cargo', 'metadata', '--format-version=1', '--no-deps'));
const linked = join(target_directory, 'wasm32-unknown-unknown/page/page.wasm');

const work = mkdtempSync(join(tmpdir(), 'crossread-split-'));
try {
  run('wasm-split-cli', linked, work, '--out-name', 'page');
  run('wasm-bindgen', '--target=web', '--no-typescript', '--keep-lld-exports', `--out-dir=${join(work, 'bound')}`, '--out-name=page', join(work, 'page.wasm'));
  const stage = (file, pattern) => {
    const name = readdirSync(staged).find((it) => pattern.test(it));
    writeFileSync(join(staged, name), file);
  };
  const script = readFileSync(join(work, 'bound/page.js'), 'utf8');
  const whole = script.replace(/^import \* as (\w+) from "\.\/__wasm_split\.js"/m, `const $1 = ${LOADER};`);
  if (whole === script) throw new Error('the JavaScript does not import the loader of wasm-split');
  stage(whole + LATER, /^page-.*\.js$/);
  stage(readFileSync(join(work, 'bound/page_bg.wasm')), /^page-.*_bg\.wasm$/);
  writeFileSync(join(staged, 'later.wasm'), readFileSync(join(work, 'split_later.wasm')));
} finally {
  rmSync(work, { recursive: true });
}
