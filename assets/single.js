// The parts of the page where all of it is one file (src/single.rs puts it together): takes the place
// of assets/parts.js. The files that the page was made of lie packed in elements of the document; its
// scripts run as scripts of the document, and what each exports is in `crossreadExports`.

globalThis.crossreadExports = {};

/** The bytes behind base64 of gzip. */
async function unpacked(text) {
  const packed = Uint8Array.from(atob(text), (it) => it.charCodeAt());
  const stream = new Response(packed).body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A file as it is packed; null when there is none of that name. */
const packed = (name) => document.querySelector(`[data-file="${CSS.escape(name)}"]`)?.textContent ?? null;

/** The bytes of a file; fails with a sentence for the reader. */
export async function read(name) {
  const text = packed(name);
  if (text === null) {
    throw new Error(`“${name}” is not in this file, and a page that is one file reads nothing beside it. Take what stands between “?” and “#” out of the address; articles of your own can be brought in the Corpus view.`);
  }
  return unpacked(text);
}

// Only scripts of this file are ever started as workers.
const workers = new Set();
const policy = globalThis.trustedTypes?.createPolicy("crossread", {
  createScriptURL(url) {
    if (!workers.has(url)) throw new TypeError("not a worker");
    return url;
  },
});

/** The address of a script of this file, for a worker: it has no document to take the script from. */
function workerUrl(glueName) {
  const glue = document.querySelector(`script[data-runs="${CSS.escape(glueName)}"]`).textContent;
  const script = new Blob(["globalThis.crossreadExports = {};", glue], { type: "text/javascript" });
  return URL.createObjectURL(script);
}

/** The glue of a wasm, ready for use, and what starts a worker of the same wasm; compiled once. */
export async function load(glueName, wasmName) {
  const module = await WebAssembly.compile(await read(wasmName));
  const glue = crossreadExports[glueName];
  const second = glue.setLater && document.querySelector('[data-file^="later-"]').dataset.file;
  const later = second && (await read(second));
  glue.setLater?.(later);
  await glue.default({ module_or_path: module });
  const url = workerUrl(glueName);
  workers.add(url);
  const spawn = () => {
    const worker = new Worker(policy?.createScriptURL(url) ?? url);
    worker.postMessage({ module, later });
    return worker;
  };
  return { glue, spawn };
}

/** What starts the workshop. */
export const workshop = async () => crossreadExports["workshop/workshop.js"];

/** The corpora that this browser keeps. */
export const keeping = async () => crossreadExports["workshop/kept.js"].kept;

/** It is there without a network. */
export async function keepForOffline() {}

/** All styles are in the document from the start. */
export function addStyles() {}
