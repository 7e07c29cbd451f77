// Lays out the npm package of the element <cross-read>, of a built page.
//   node tools/package.mjs DIST FOLDER
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [dist, folder] = process.argv.slice(2);
const cargo = readFileSync('Cargo.toml', 'utf8');
const stated = (key) => cargo.match(new RegExp(`^${key} = "(.*)"$`, 'm'))[1];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const needed = /^(embed\.js|embed\.d\.ts|frame\.js|guest-.*|parts-.*|page-.*|later-.*|styles-.*)$/;
for (const name of readdirSync(dist).filter((it) => needed.test(it))) cpSync(join(dist, name), join(folder, name));
for (const name of ['LICENSE-APACHE', 'LICENSE-MIT']) cpSync(name, join(folder, name));
cpSync('assets/embed.md', join(folder, 'README.md'));
const about = {
  name: 'crossread',
  version: stated('version'),
  description: 'One story told by many sources, as an element of any page',
  license: stated('license'),
  type: 'module',
  exports: {
    '.': { types: './embed.d.ts', default: './embed.js' },
    './frame': './frame.js',
  },
  types: './embed.d.ts',
  unpkg: './embed.js',
  jsdelivr: './embed.js',
  sideEffects: ['./embed.js', './frame.js'],
};
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(about, null, 2)}\n`);
