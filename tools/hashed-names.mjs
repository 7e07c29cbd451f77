// Names wasm and scripts by their contents, so that no browser mixes files of two releases; then lists
// all files of the page in files.json, for whoever copies it. The last step of tools/finish.sh.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.TRUNK_STAGING_DIR;
const path = (name) => join(folder, name);

const hashed = (...contents) => contents.reduce((hash, it) => hash.update(it), createHash('sha256')).digest('hex').slice(0, 16);

/** Renames a file after its contents, `plain` being its name without them; its new name. */
function named(name, plain) {
  const renamed = plain.replace(/(_bg)?\.(js|wasm)$/, `-${hashed(readFileSync(path(name)))}$&`);
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
const later = named('later.wasm', 'later.wasm');
rewrite(glue, '"later.wasm"', `"${later}"`);
// Trunk has named these two by what they were before the steps of tools/finish.sh.
const [newGlue, newWasm] = [named(glue, 'page.js'), named(wasm, 'page_bg.wasm')];
rewrite('index.html', wasm, newWasm);
rewrite('index.html', glue, newGlue);
for (const name of ['importer.js', 'importer_bg.wasm']) {
  rewrite('index.html', `="${name}"`, `="${named(name, name)}"`);
}
rewrite('guest.js', '"page.js"', `"${newGlue}"`);
rewrite('guest.js', '"page_bg.wasm"', `"${newWasm}"`);
rewrite('guest.js', '"later.wasm"', `"${later}"`);
rewrite('guest.js', '"styles.css"', `"${pageFile(/^styles-.*\.css$/)}"`);

// Remarks and indents are for whoever reads the source, not for each visitor.
rewriteAll(['index.html'], (text) => text.replace(/<!--[^]*?-->/g, '').replace(/^ +/gm, ''));
const scripts = ['early.js', 'boot.js', 'guest.js', 'parts.js', 'workshop/kept.js', 'workshop/workshop.js'];
const open = ['embed.js', 'frame.js'];
rewriteAll([...scripts, ...open], (text) => text.replace(/^ *(\/\/.*|\/\*\*[^]*?\*\/)\n/gm, '').replace(/^ +/gm, ''));

function rewriteAll(names, change) {
  for (const name of names) writeFileSync(path(name), change(readFileSync(path(name), 'utf8')));
}

// Scripts import each other, so all of them have the hash of all; other pages name the open ones.
const release = [...scripts, 'workshop/workshop.css'];
const hash = hashed(...release.map((it) => readFileSync(path(it))));
const naming = /\b(early|boot|guest|kept|parts|workshop)\.(js|css)"/g;
rewriteAll(['index.html', 'embed.js', 'single.js', ...scripts], (text) => text.replace(naming, `$1-${hash}.$2"`));
for (const name of release) renameSync(path(name), path(name.replace(/\.(js|css)$/, `-${hash}$&`)));

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
  .concat('files.json')
  .sort();
writeFileSync(path('files.json'), JSON.stringify(files));
