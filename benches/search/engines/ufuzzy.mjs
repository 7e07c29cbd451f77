// One error in every word, words in any order. It has no index: it reads through the passages.
import uFuzzy from "@leeoniya/ufuzzy";

const MOST_PERMUTED_WORDS = 4;
const MOST_RANKED = 10_000;
const fuzzy = new uFuzzy({ intraMode: 1 });
let lines;

export function build(passages) {
  lines = passages.map(({ title, text }) => `${title} ${text}`);
}

export const serialize = () => "";

export const load = (_, passages) => build(passages);

export function search(query, k) {
  const [found, info, order] = fuzzy.search(lines, query, MOST_PERMUTED_WORDS, MOST_RANKED);
  const ranked = order ? order.map((at) => info.idx[at]) : (found ?? []);
  return ranked.slice(0, k);
}
