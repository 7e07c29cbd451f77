// Indexed natively by run.mjs; searched by its own wasm, worker and files, loaded by need.
let pagefind;
let ids;

export async function load(bytes) {
  const { base, fragments } = JSON.parse(new TextDecoder().decode(bytes));
  ids = new Map(fragments);
  pagefind = await import(`${base}/pagefind.js`);
  await pagefind.init();
}

export async function search(query, k) {
  const { results } = await pagefind.search(query);
  return results.slice(0, k).map((hit) => ids.get(hit.id));
}
