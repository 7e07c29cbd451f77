// Names the wasm of page and workshop, and its JavaScript, by their contents, so that no browser mixes
// files of two releases; then lists all files of the page, itself among them, in files.json, for whoever copies it. The last step of tools/finish.sh.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.TRUNK_STAGING_DIR;
const path = (name) => join(folder, name);

/** Renames a file after its contents, `plain` being its name without them; its new name. */
function named(name, plain) {
  const hash = createHash('sha256').update(readFileSync(path(name))).digest('hex').slice(0, 16);
  const renamed = plain.replace(/(_bg)?\.(js|wasm)$/, `-${hash}$&`);
  renameSync(path(name), path(renamed));
  return renamed;
}

/** Puts a new name for an old one into a file that names it; fails where it does not. */
function rewrite(name, before, after) {
  const text = readFileSync(path(name), 'utf8');
  if (!text.includes(before)) throw new Error(`${name} does not name ${before}`);
  writeFileSync(path(name), text.replaceAll(before, after));
}

const pageFile = (pattern) => readdirSync(folder).find((it) => pattern.test(it));
const [glue, wasm] = [pageFile(/^page-.*\.js$/), pageFile(/^page-.*_bg\.wasm$/)];
rewrite(glue, '"later.wasm"', `"${named('later.wasm', 'later.wasm')}"`);
// Trunk has named these two by what they were before the steps of tools/finish.sh.
rewrite('index.html', wasm, named(wasm, 'page_bg.wasm'));
rewrite('index.html', glue, named(glue, 'page.js'));
for (const name of ['importer.js', 'importer_bg.wasm']) {
  rewrite('index.html', `="${name}"`, `="${named(name, name)}"`);
}

// Remarks and indents are for whoever reads the source, not for each visitor.
const index = readFileSync(path('index.html'), 'utf8');
writeFileSync(path('index.html'), index.replace(/<!--[^]*?-->/g, '').replace(/^ +/gm, ''));
for (const name of ['boot.js', 'parts.js']) {
  const script = readFileSync(path(name), 'utf8');
  writeFileSync(path(name), script.replace(/^ *(\/\/.*|\/\*\*[^]*?\*\/)\n/gm, '').replace(/^ +/gm, ''));
}

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
  .concat('files.json')
  .sort();
writeFileSync(path('files.json'), JSON.stringify(files));
