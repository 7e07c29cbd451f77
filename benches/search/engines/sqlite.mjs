// FTS5 with its trigram tokenizer: any three letters of the query in a row, ranked by BM25.
import init from "@sqlite.org/sqlite-wasm";

const sqlite = await init({ print() {}, printErr() {} });
let database;
let statement;

export function build(passages) {
  database = new sqlite.oo1.DB(":memory:");
  database.exec(`CREATE VIRTUAL TABLE passages
    USING fts5(title, text, content = '', tokenize = 'trigram')`);
  database.transaction(() => {
    const insert = database.prepare("INSERT INTO passages (rowid, title, text) VALUES (?, ?, ?)");
    for (const { id, title, text } of passages) insert.bind([id + 1, title, text]).stepReset();
    insert.finalize();
  });
  database.exec("INSERT INTO passages (passages) VALUES ('optimize')");
  database.exec("VACUUM");
}

export const serialize = () => sqlite.capi.sqlite3_js_db_export(database);

export function load(bytes) {
  const { capi, oo1, wasm } = sqlite;
  database = new oo1.DB(":memory:");
  const at = wasm.allocFromTypedArray(bytes);
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
  const { length } = bytes;
  database.checkRc(capi.sqlite3_deserialize(database.pointer, "main", at, length, length, flags));
}

export function search(query, k) {
  const words = query.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const trigrams = new Set(words.flatMap(trigramsOf));
  if (!trigrams.size) return [];
  statement ??= database.prepare(
    "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?",
  );
  statement.bind([[...trigrams].join(" OR "), k]);
  const found = [];
  while (statement.step()) found.push(statement.get(0) - 1);
  statement.reset();
  return found;
}

const trigramsOf = (word) =>
  [...Array(Math.max(0, word.length - 2)).keys()].map((at) => `"${word.slice(at, at + 3)}"`);

export const wasmBytes = () => sqlite.wasm.heap8u().byteLength;
