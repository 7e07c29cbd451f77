// Starts the page. The wasm is fetched and compiled once; page and workers share it.
// Trunk writes the hashed names of glue and wasm into this script's tag.

const tag = document.querySelector("script[data-glue]");
const workerUrl = new URL("worker.js", import.meta.url).href;

// The only script address that this page ever makes is that of its worker.
const policy = globalThis.trustedTypes?.createPolicy("crossread", {
  createScriptURL(url) {
    if (url !== workerUrl) throw new TypeError("not the worker");
    return url;
  },
});

/** Replaces the page by a sentence and what to do. */
function apologize(sentence) {
  const main = document.createElement("main");
  main.dataset.state = "failed";
  const heading = document.createElement("h1");
  heading.textContent = "Crossread cannot run here";
  const why = document.createElement("p");
  why.className = "failure";
  why.textContent = sentence;
  main.append(heading, why);
  document.getElementById("app").replaceChildren(main);
}

/** A compiled wasm; also from servers that do not know its media type. */
async function compile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server says ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  return type.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** A wasm and its glue, ready for use. */
async function load(glueName, wasmName) {
  const glueUrl = new URL(glueName, document.baseURI).href;
  const [module, glue] = await Promise.all([compile(new URL(wasmName, document.baseURI)), import(glueUrl)]);
  await glue.default({ module_or_path: module });
  return { module, glue, glueUrl };
}

/** The bytes of a file of our own origin; fails with a sentence for the reader. */
async function read(address) {
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

/** The bytes of the corpus that the address names. */
async function corpus() {
  const asked = new URLSearchParams(location.search);
  const kept = asked.get("kept");
  if (kept) return (await import("./workshop/kept.js")).bytes(kept);
  return read(asked.get("corpus") ?? "corpus.crossread");
}

/** A worker that runs the same wasm. */
function spawn(glue, module) {
  const worker = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: "module" });
  worker.postMessage({ glue, module });
  return worker;
}

/** Loads the workshop when a reader asks for it, drops files on it, or comes to see what is kept. */
function openWorkshopWhenNeeded() {
  const section = document.getElementById("workshop");
  let started;
  const start = () => (started ??= import("./workshop/workshop.js").then((it) => it.start(section, load, spawn, read)));
  const ask = () => start().catch((error) => {
    started = undefined;
    section.dataset.state = "failed";
    console.error(error);
  });
  section.querySelector("button").addEventListener("click", ask);
  section.addEventListener("dragover", (event) => event.preventDefault());
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    // What was dropped is forgotten when the event is over.
    const { items, files } = event.dataTransfer;
    const came = { entries: [...items].map((it) => it.webkitGetAsEntry?.()), files: [...files] };
    ask().then((take) => take?.(came));
  });
  new IntersectionObserver(([{ isIntersecting }]) => {
    if (isIntersecting && localStorage.getItem("crossread-keeps")) ask();
  }).observe(section);
}

/** A defect in the page stops its wasm for good. Everything that matters is in the address, so
 *  the page starts again from there; not more than three times in a minute. */
function restartAfterDefects() {
  let restarting = false;
  addEventListener("error", (event) => {
    if (!(event.error instanceof WebAssembly.RuntimeError) || restarting) return;
    restarting = true;
    let recent = [];
    try {
      recent = JSON.parse(sessionStorage.getItem("crossread-restarts") ?? "[]");
      recent = recent.filter((at) => Date.now() - at < 60_000);
      sessionStorage.setItem("crossread-restarts", JSON.stringify([...recent, Date.now()]));
    } catch {
      recent = [0, 0, 0];
    }
    if (recent.length < 3) location.reload();
    else apologize("The page stopped again and again at this address. Go to its first page, or reload it to try once more.");
  });
}

if (typeof WebAssembly !== "object") {
  apologize("This browser has WebAssembly switched off, and Crossread needs it to search and compare. Allow it in the browser’s settings and reload the page.");
} else {
  restartAfterDefects();
  try {
    const { module, glue, glueUrl } = await load(tag.dataset.glue, tag.dataset.wasm);
    glue.page(() => spawn(glueUrl, module), corpus);
    openWorkshopWhenNeeded();
  } catch (error) {
    apologize(
      error instanceof WebAssembly.CompileError
        ? "This browser does not run WebAssembly here: a setting or the site’s policy forbids it. Allow it and reload the page."
        : "A part of the page could not be loaded. Check the connection and reload the page.",
    );
    console.error(error);
  }
}
