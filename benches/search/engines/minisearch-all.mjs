// MiniSearch asked for all words first, which leaves it far fewer passages to score.
import { search as searched } from "./minisearch.mjs";

export { build, load, serialize } from "./minisearch.mjs";

export function search(query, k) {
  const all = searched(query, k, "AND");
  return all.length ? all : searched(query, k, "OR");
}
