// What the element <cross-read> loads when it is about to be seen: the app, started once for all
// elements of a page.

import { load } from "./parts.js";

// Each address stands here as a whole, so that bundlers find the files.
const glueUrl = new URL("page.js", import.meta.url).href;
const wasmUrl = new URL("page_bg.wasm", import.meta.url).href;
const laterUrl = new URL("later.wasm", import.meta.url).href;
const stylesUrl = new URL("styles.css", import.meta.url).href;

/** What answers at this address, as `as` gives it. */
async function fetched(url, as) {
  const unreachable = () => {
    throw new Error(`${url} could not be loaded.`);
  };
  const response = await fetch(url).catch(unreachable);
  if (!response.ok) throw new Error(`There is nothing at ${url} (the server says ${response.status}).`);
  return response[as]().catch(unreachable);
}

let begun;
/** The wasm and the styles. */
function begin() {
  begun ??= (async () => {
    const [loaded, css] = await Promise.all([load(glueUrl, wasmUrl, laterUrl), fetched(stylesUrl, "text")]);
    const sheet = new CSSStyleSheet();
    // Faces are the document's, and so the host's to load. The size of a rem is the host page's, too; it
    // may give us another. No rule's own condition can.
    const ours = css.replace(/@font-face\s*\{[^}]*\}/g, "");
    sheet.replaceSync(ours.replace(/(@[^{]*\{)|(-?[\d.]+)rem\b/g, (whole, rule, n) => rule ?? `calc(${n} * var(--crossread-size, max(1rem, 16px)))`));
    return { ...loaded, sheet };
  })();
  begun.catch(() => (begun = undefined));
  return begun;
}

/** Shows Crossread in the shadow root of `host`, under our styles and its `own`: its app. */
export async function show(host, own, { src, lang, shortcuts, hash, tell }) {
  const { glue, spawn, sheet } = await begin();
  const page = src ? new URL(src, document.baseURI) : new URL("./", import.meta.url);
  const isFile = page.pathname.endsWith(".crossread");
  const corpus = isFile ? page : new URL("corpus.crossread", page);
  const name = encodeURIComponent(page.pathname.split("/").pop());
  const place = document.createElement("div");
  place.className = "page embedded";
  place.dir = "ltr";
  place.lang = lang;
  host.shadowRoot.adoptedStyleSheets = [sheet, own];
  host.shadowRoot.replaceChildren(place);
  return glue.embed({
    host,
    place,
    page: isFile ? new URL(`./?corpus=${name}`, page).href : page.href,
    src: corpus.href,
    hash: hash(),
    shortcuts,
    spawn,
    corpus: async () => ({ bytes: new Uint8Array(await fetched(corpus, "arrayBuffer")), address: corpus.href }),
    tell,
  });
}
