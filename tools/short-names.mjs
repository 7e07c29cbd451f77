// Gives what the page's wasm imports from its JavaScript short names, in both of its files.
//
// wasm-bindgen names each import with a hash, which nothing compresses: four kilobytes (brotli) of
// a first visit. A step of tools/finish.sh.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.TRUNK_STAGING_DIR;
const pageFile = readdirSync(folder).find((it) => /^page.*_bg\.wasm$/.test(it));
const wasmFile = join(folder, pageFile);
const scriptFile = wasmFile.replace('_bg.wasm', '.js');

const IMPORTS = 2;
const wasm = readFileSync(wasmFile);
const names = new Map();
const short = (name) => {
  if (!name.startsWith('__wb')) return name;
  if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
  return names.get(name);
};

/** Reads a number of LEB128: the number and where it ends. */
function number(at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = wasm[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return [value >>> 0, at];
  }
}

/** Writes one. */
function leb(value) {
  const bytes = [];
  do bytes.push((value & 127) | (value > 127 ? 128 : 0));
  while ((value >>>= 7));
  return Buffer.from(bytes);
}

/** Where the description of an import ends that begins here. */
function afterDescription(at) {
  const limits = (at) => {
    const [flags, least] = number(at);
    const [, most] = number(least);
    return flags & 1 ? number(most)[1] : most;
  };
  switch (wasm[at]) {
    case 0: return number(at + 1)[1]; // a function's type
    case 1: return limits(at + 2); // a table
    case 2: return limits(at + 1); // a memory
    case 3: return at + 3; // a global
    case 4: return number(at + 2)[1]; // a tag
    default: throw new Error(`an import of kind ${wasm[at]} is unknown to tools/short-names.mjs`);
  }
}

const parts = [wasm.subarray(0, 8)];
for (let at = 8; at < wasm.length; ) {
  const [length, start] = number(at + 1);
  const end = start + length;
  if (wasm[at] !== IMPORTS) {
    parts.push(wasm.subarray(at, end));
  } else {
    let [count, here] = number(start);
    const entries = [leb(count)];
    for (; count > 0; count--) {
      const [moduleLength, module] = number(here);
      const [nameLength, name] = number(module + moduleLength);
      const described = name + nameLength;
      const end = afterDescription(described);
      const shorter = Buffer.from(short(wasm.toString('utf8', name, described)));
      entries.push(wasm.subarray(here, module + moduleLength), leb(shorter.length), shorter, wasm.subarray(described, end));
      here = end;
    }
    const section = Buffer.concat(entries);
    parts.push(Buffer.from([IMPORTS]), leb(section.length), section);
  }
  at = end;
}
writeFileSync(wasmFile, Buffer.concat(parts));

const script = readFileSync(scriptFile, 'utf8');
const found = new Set();
const renamed = script.replace(/\b__wb\w+/g, (name) => {
  if (names.has(name)) found.add(name);
  return names.get(name) ?? name;
});
const missing = [...names.keys()].filter((it) => !found.has(it));
if (missing.length > 0) throw new Error(`not in the JavaScript: ${missing.join(', ')}`);
// What it says to developers who read it goes too.
writeFileSync(scriptFile, renamed.replace(/^\s*\/\*\*[^]*?\*\/\n/gm, '').replace(/^ +/gm, ''));
