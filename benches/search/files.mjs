// Where things lie, and numbers that are random but the same in every run.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const HERE = import.meta.dirname;
export const BUILD = join(HERE, "build");
export const MODULES = join(HERE, "node_modules");
mkdirSync(BUILD, { recursive: true });

export const built = (name) => join(BUILD, name);
export const corpusFile = (corpus) => built(`${corpus}.json`);
export const queriesFile = (corpus, seed) => built(`queries-${corpus}-${seed}.json`);
export const isBuilt = (name) => existsSync(built(name));
export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

// Mulberry32: small, and good enough to draw samples with.
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  const pick = (list) => list[below(list.length)];
  const shuffled = (list) => {
    const result = [...list];
    for (let end = result.length; end > 1; end--) {
      const at = below(end);
      [result[at], result[end - 1]] = [result[end - 1], result[at]];
    }
    return result;
  };
  return { next, below, pick, shuffled, chance: (share) => next() < share };
}

// The value of --name in the command line; for a switch without a value use flag().
export function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
}

export const flag = (name) => process.argv.includes(`--${name}`);

export const listed = (text) => text.split(",").filter(Boolean);
