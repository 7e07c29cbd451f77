// Pagefind's index is made by its own native program and is many files.
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { BUILD, corpusFile, readJson } from "./files.mjs";

const AT_ONCE = 200;
// A fragment is gzip of this and JSON.
const MAGIC = "pagefind_dcd";

// Leaves at `url` what engines/pagefind.mjs loads. Its files are compressed already.
export async function indexWithPagefind(corpus, url) {
  const { close, createIndex } = await import("pagefind");
  const base = `${url}-files`;
  const folder = resolve(BUILD, `..${base}`);
  rmSync(folder, { recursive: true, force: true });
  const passages = readJson(corpusFile(corpus));

  const start = performance.now();
  const { index } = await createIndex({ forceLanguage: "en" });
  for (let at = 0; at < passages.length; at += AT_ONCE) {
    await Promise.all(
      passages.slice(at, at + AT_ONCE).map((it) => index.addCustomRecord(record(it))),
    );
  }
  await index.writeFiles({ outputPath: folder });
  const build = performance.now() - start;
  await close();

  const files = readdirSync(folder, { recursive: true }).map((it) => join(folder, it));
  const fragments = files.filter((it) => it.endsWith(".pf_fragment")).map(idOfFragment);
  writeFileSync(resolve(BUILD, `..${url}`), JSON.stringify({ base, fragments }));
  const parts = files.filter((it) => /\.pf_(index|meta)$/.test(it)).map((it) => statSync(it).size);
  const bytes = parts.reduce((sum, size) => sum + size, 0);
  return { build, index: { raw: bytes, gzip: bytes } };
}

const record = ({ id, title, text }) => ({
  url: `/${id}`,
  content: text,
  language: "en",
  meta: { title: title || "-" },
});

function idOfFragment(path) {
  const { url } = JSON.parse(gunzipSync(readFileSync(path)).subarray(MAGIC.length));
  return [basename(path, ".pf_fragment"), Number(url.slice(1))];
}
