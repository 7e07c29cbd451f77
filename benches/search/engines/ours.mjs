// Crossread: ours.rs, compiled by `make bench-search`.
import init, { Search } from "/build/ours/search-engine.js";

const { memory } = await init();
let serialized;
let index;

export function build(passages) {
  serialized = Search.build(passages.map(({ title, text }) => `${title}\0${text}`).join("\u0001"));
}

export const serialize = () => serialized;

export function load(bytes) {
  index = Search.load(bytes);
}

// Every passage found is followed by its score.
export const search = (query, k) => [...index.search(query, k)].filter((_, at) => at % 2 === 0);

export const wasmBytes = () => memory.buffer.byteLength;
