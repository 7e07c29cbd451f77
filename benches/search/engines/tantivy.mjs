// Tantivy in a wasm module of your own making, with the exports that README.md lists.
const { instance } = await WebAssembly.instantiateStreaming(fetch("/tantivy.wasm"));
const tantivy = instance.exports;
let serialized;

export function build(passages) {
  const all = passages.map(({ title, text }) => `${title}\0${text}`).join("\u0001");
  const length = given(new TextEncoder().encode(all), tantivy.do_build);
  serialized = new Uint8Array(tantivy.memory.buffer, tantivy.out_ptr(), length).slice();
}

export const serialize = () => serialized;

export const load = (bytes) => void given(bytes, tantivy.do_load);

export function search(query, k) {
  const n = given(new TextEncoder().encode(query), tantivy.do_search, k);
  // Pairs of a number and a score, four bytes each.
  const hits = new DataView(tantivy.memory.buffer, tantivy.out_ptr(), 8 * n);
  return Array.from({ length: n }, (_, at) => hits.getUint32(8 * at, true));
}

function given(bytes, work, ...more) {
  const at = tantivy.alloc(bytes.length);
  new Uint8Array(tantivy.memory.buffer, at, bytes.length).set(bytes);
  const result = work(at, bytes.length, ...more);
  tantivy.free(at, bytes.length);
  return result;
}

export const wasmBytes = () => tantivy.memory.buffer.byteLength;
