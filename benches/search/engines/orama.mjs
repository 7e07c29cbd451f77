// All words as typed; failing that within one error; failing that any of them.
import { create, insertMultiple, load as restore, save, search as find } from "@orama/orama";

const SCHEMA = { title: "string", text: "string" };
const STEPS = [
  { tolerance: 0, threshold: 0 },
  { tolerance: 1, threshold: 0 },
  { tolerance: 1, threshold: 1 },
];
let index;

export async function build(passages) {
  index = create({ schema: SCHEMA });
  await insertMultiple(
    index,
    passages.map((it) => ({ ...it, id: String(it.id) })),
    5_000,
  );
}

export const serialize = () => JSON.stringify(save(index));

export function load(bytes) {
  index = create({ schema: SCHEMA });
  restore(index, JSON.parse(new TextDecoder().decode(bytes)));
}

export async function search(query, k) {
  for (const step of STEPS) {
    const { hits } = await find(index, { term: query, limit: k, boost: { title: 2 }, ...step });
    if (hits.length) return hits.map((hit) => Number(hit.id));
  }
  return [];
}
