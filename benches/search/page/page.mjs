// One engine in a page of its own; run.mjs calls what stands in `bench`. The engine is a module of
// engines/, named in the address: build(passages), serialize(), load(bytes, passages) and
// search(query, k), which gives the ids of the best k passages, best first; and wasmBytes() if it
// has a memory of its own.
const name = new URLSearchParams(location.search).get("engine");
const engine = name ? await import(`../engines/${name}.mjs`) : {};

async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

window.bench = {
  // Builds, and puts the serialized index at `put`. Milliseconds; serializing counts.
  async build(passages, put) {
    const list = await (await fetched(passages)).json();
    const { ms, result } = await timed(async () => {
      await engine.build(list);
      return engine.serialize();
    });
    const response = await fetch(put, { method: "PUT", body: new Blob([result]) });
    if (!response.ok) throw new Error(`${put}: ${response.status}`);
    return ms;
  },

  // Milliseconds from bytes to the first answer, which is when an index put off is made.
  async load(index, passages) {
    const bytes = new Uint8Array(await (await fetched(index)).arrayBuffer());
    const list = passages && (await (await fetched(passages)).json());
    const { ms } = await timed(async () => {
      await engine.load(bytes, list);
      await engine.search("market", 10);
    });
    return ms;
  },

  // Types every query: from its second letter on each letter is a search. Milliseconds of each.
  async type(queries, k) {
    const times = [];
    for (const query of queries) {
      for (let end = 2; end <= query.length; end++) {
        if (query[end - 1] === " ") continue;
        times.push((await timed(() => engine.search(query.slice(0, end), k))).ms);
      }
    }
    return times;
  },

  async ask(queries, k) {
    const found = [];
    for (const query of queries) found.push([...(await engine.search(query, k))]);
    return found;
  },

  wasmBytes: () => engine.wasmBytes?.() ?? 0,

  // Keeps this page's process busy, so that it can be told from others.
  burn(ms) {
    const end = performance.now() + ms;
    while (performance.now() < end);
  },
};
