// Names what Trunk has not named by its contents, so that no browser mixes files of two releases: the
// second part of the page's wasm and the workshop; then lists all files of the page in files.json,
// for whoever copies it. The last step of tools/finish.sh.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.TRUNK_STAGING_DIR;
const path = (name) => join(folder, name);

/** Renames a file after its contents; its new name. */
function named(name) {
  const hash = createHash('sha256').update(readFileSync(path(name))).digest('hex').slice(0, 16);
  const renamed = name.replace(/(_bg)?\.(js|wasm)$/, `-${hash}$&`);
  renameSync(path(name), path(renamed));
  return renamed;
}

const script = readdirSync(folder).find((it) => /^page-.*\.js$/.test(it));
writeFileSync(path(script), readFileSync(path(script), 'utf8').replace('"later.wasm"', `"${named('later.wasm')}"`));

let index = readFileSync(path('index.html'), 'utf8');
for (const name of ['importer.js', 'importer_bg.wasm']) {
  const mark = `="${name}"`;
  if (!index.includes(mark)) throw new Error(`index.html does not name ${name}`);
  index = index.replace(mark, `="${named(name)}"`);
}
// Remarks and indents are for whoever reads the source, not for each visitor.
writeFileSync(path('index.html'), index.replace(/<!--[^]*?-->/g, '').replace(/^ +/gm, ''));
const boot = readFileSync(path('boot.js'), 'utf8');
writeFileSync(path('boot.js'), boot.replace(/^ *(\/\/.*|\/\*\*[^]*?\*\/)\n/gm, '').replace(/^ +/gm, ''));

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
  .sort();
writeFileSync(path('files.json'), JSON.stringify(files));
