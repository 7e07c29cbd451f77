// The parts of the page, as its server hands them out. In the page that is one file, assets/single.js
// takes the place of this.

const base = import.meta.url.replace(/[^/]*$/, "");

// Only scripts that were loaded as glue are ever started as workers, and the one that keeps the site.
const keeperUrl = new URL("sw.js", base).href;
const workers = new Set([keeperUrl]);
const policy = (() => {
  try {
    return globalThis.trustedTypes?.createPolicy("crossread", {
      createScriptURL(url) {
        if (!workers.has(url)) throw new TypeError("not a worker");
        return url;
      },
    });
  } catch {
    // The policy of somebody else's page; the engine then works without a worker.
    return undefined;
  }
})();

/** A compiled wasm; also from servers that do not know its media type. */
async function compile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server says ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  return type.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** The glue of a wasm, ready for use, and what starts a worker of the same wasm; compiled once.
 *  `later` tells where its second part is, if that is not beside the glue. */
export async function load(glueName, wasmName, later) {
  const glueUrl = new URL(glueName, base).href;
  const [module, glue] = await Promise.all([compile(new URL(wasmName, base)), import(/* @vite-ignore */ glueUrl)]);
  if (later) glue.setLater(later);
  await glue.default({ module_or_path: module });
  const url = workerUrl(glueUrl);
  workers.add(url);
  const spawn = () => {
    const worker = new Worker(policy?.createScriptURL(url) ?? url, { type: "module" });
    worker.postMessage({ module, later });
    return worker;
  };
  return { glue, spawn };
}

/** The address of a script that may be started as a worker: browsers start none of another site, but
 *  one that loads it. */
function workerUrl(glueUrl) {
  if (new URL(glueUrl).origin === location.origin) return glueUrl;
  const script = new Blob([`import ${JSON.stringify(glueUrl)}`], { type: "text/javascript" });
  return URL.createObjectURL(script);
}

/** The bytes of a file of our own origin; fails with a sentence for the reader. */
export async function read(address) {
  let url;
  try {
    url = new URL(address, document.baseURI);
  } catch {
    throw new Error(`“${address}” is not an address.`);
  }
  if (url.origin !== location.origin) {
    throw new Error(`“${address}” lies on another site. This page reads corpora of its own site only; save the file next to the page and name it without https://.`);
  }
  const unreachable = () => {
    throw new Error(`“${address}” could not be loaded. Check the connection, then reload the page.`);
  };
  const response = await fetch(url).catch(unreachable);
  if (!response.ok) {
    throw new Error(`There is no corpus at “${address}” (the server says ${response.status}). Check the address after “?corpus=”, or leave it out to open the corpus that comes with the page.`);
  }
  return new Uint8Array(await response.arrayBuffer().catch(unreachable));
}

/** A script of the page, which no bundler of other people's is to look for. */
const script = (name) => import(/* @vite-ignore */ new URL(name, base).href);

/** What starts the workshop. */
export const workshop = () => script("workshop/workshop.js");

/** The corpora that this browser keeps. */
export const keeping = async () => (await script("workshop/kept.js")).kept;

/** Keeps the site for reading without a network, where it is made for that and stands alone. A new
 *  release is offered to `offer`, with the way to show it. */
export async function keepForOffline(offer) {
  const isSite = document.querySelector("link[rel=manifest]");
  if (!isSite || !navigator.serviceWorker || parent !== window) return;
  // Not while the first view is drawn.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const registration = await navigator.serviceWorker.register(
    policy?.createScriptURL(keeperUrl) ?? keeperUrl,
    { scope: base, updateViaCache: "none" },
  );
  const waits = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    offer(() => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting.postMessage("take over");
    });
  };
  waits();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", waits));
}

/** Adds a file of styles to the page. */
export function addStyles(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(name, base).href;
  document.head.append(link);
}
