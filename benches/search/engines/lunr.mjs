// As its guide advises: the word itself counts most, then what begins with it, then one error.
import { script } from "../page/script.mjs";

await script("/node_modules/lunr/lunr.min.js");
const { lunr } = window;
let index;

export function build(passages) {
  index = lunr(function () {
    this.ref("id");
    this.field("title", { boost: 2 });
    this.field("text");
    for (const passage of passages) this.add(passage);
  });
}

export const serialize = () => JSON.stringify(index);

export function load(bytes) {
  index = lunr.Index.load(JSON.parse(new TextDecoder().decode(bytes)));
}

export function search(query, k) {
  const words = lunr.tokenizer(query).map(String).filter(Boolean);
  const hits = index.query((it) => {
    for (const word of words) {
      it.term(word, { boost: 100 });
      it.term(word, { boost: 10, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
      if (word.length > 3) it.term(word, { boost: 1, editDistance: 1 });
    }
  });
  return hits.slice(0, k).map((hit) => Number(hit.ref));
}
