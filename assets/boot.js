// Starts the page. The wasm is fetched and compiled once; page and workers share it.
// Trunk writes the hashed names of glue and wasm into this script's tag.

const tag = document.querySelector("script[data-glue]");
const glueUrl = new URL(tag.dataset.glue, document.baseURI).href;
const wasmUrl = new URL(tag.dataset.wasm, document.baseURI).href;
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

/** The compiled wasm; also from servers that do not know its media type. */
async function compile() {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`the server says ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  return type.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
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
    const [module, glue] = await Promise.all([compile(), import(glueUrl)]);
    await glue.default({ module_or_path: module });
    glue.page(() => {
      const worker = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: "module" });
      worker.postMessage({ glue: glueUrl, module });
      return worker;
    });
  } catch (error) {
    apologize(
      error instanceof WebAssembly.CompileError
        ? "This browser does not run WebAssembly here: a setting or the site’s policy forbids it. Allow it and reload the page."
        : "A part of the page could not be loaded. Check the connection and reload the page.",
    );
    console.error(error);
  }
}
