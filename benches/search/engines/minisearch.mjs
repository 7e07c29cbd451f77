// As its documentation recommends for search as you type.
import MiniSearch from "minisearch";

const OPTIONS = {
  fields: ["title", "text"],
  searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: 0.2 },
};
let index;

export function build(passages) {
  index = new MiniSearch(OPTIONS);
  index.addAll(passages);
}

export const serialize = () => JSON.stringify(index);

export function load(bytes) {
  index = MiniSearch.loadJSON(new TextDecoder().decode(bytes), OPTIONS);
}

export function search(query, k, combineWith = "OR") {
  return ids(index.search(query, { combineWith }), k);
}

const ids = (hits, k) => hits.slice(0, k).map((hit) => hit.id);
