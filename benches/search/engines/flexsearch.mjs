// With its tokenizer for swapped and missing letters; passages with some of the words count.
import { Charset, Index } from "flexsearch";

const OPTIONS = { tokenize: "tolerant", encoder: Charset.LatinDefault };
let index;

export function build(passages) {
  index = new Index(OPTIONS);
  for (const { id, title, text } of passages) index.add(id, `${title} ${text}`);
}

export async function serialize() {
  const parts = [];
  await index.export((key, data) => void parts.push([key, data]));
  return JSON.stringify(parts);
}

export function load(bytes) {
  index = new Index(OPTIONS);
  for (const [key, data] of JSON.parse(new TextDecoder().decode(bytes))) {
    if (data) index.import(key, data);
  }
}

export const search = (query, k) => index.search(query, { limit: k, suggest: true }).map(Number);
