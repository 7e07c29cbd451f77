// Every word fuzzily somewhere, which its extended search does; where in a passage does not matter.
import Fuse from "fuse.js";

const OPTIONS = {
  keys: [
    { name: "title", weight: 2 },
    { name: "text", weight: 1 },
  ],
  ignoreLocation: true,
  threshold: 0.3,
  useExtendedSearch: true,
};
let fuse;

export function build(passages) {
  fuse = new Fuse(passages, OPTIONS);
}

export const serialize = () => JSON.stringify(fuse.getIndex());

export function load(bytes, passages) {
  const index = Fuse.parseIndex(JSON.parse(new TextDecoder().decode(bytes)));
  fuse = new Fuse(passages, OPTIONS, index);
}

export const search = (query, k) => fuse.search(query, { limit: k }).map((hit) => hit.item.id);
