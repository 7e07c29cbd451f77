// <cross-read>: Crossread, or a piece of it, in any page. Its attributes, properties and events are
// described in embed.d.ts.

const near = globalThis.IntersectionObserver && new IntersectionObserver(
  (seen) => seen.forEach(({ isIntersecting, target }) => isIntersecting && target.start()),
  { rootMargin: "200px" },
);

const LENGTH = /^\d+(\.\d+)?(px|r?em|s?vh|%)?$/;
const Base = globalThis.HTMLElement ?? class {};

export class CrossRead extends Base {
  static observedAttributes = ["at", "documents", "height", "query", "shortcuts", "speaker", "src", "view"];

  #hash;
  #app;
  #starting;
  #turn = 0;
  #own = new CSSStyleSheet();

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).append(document.createElement("slot"));
    this.shadowRoot.adoptedStyleSheets = [this.#own];
    this.#dress();
  }

  connectedCallback() {
    near.observe(this);
  }

  disconnectedCallback() {
    near.unobserve(this);
    // Whoever moves an element takes it out for a moment.
    queueMicrotask(() => this.isConnected || this.#end());
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "height") this.#dress();
    else if (name === "src" || name === "shortcuts") this.#again();
    else this.state = this.#asked();
  }

  /** What is shown, as the part of an address behind “#”. */
  get state() {
    return this.#hash ?? this.#asked();
  }

  set state(hash) {
    const to = `#/${String(hash).replace(/^#?\/?/, "")}`;
    if (this.#app) this.#app.go(to);
    else this.#hash = to;
  }

  search(query) {
    this.state = `search?q=${encodeURIComponent(query)}`;
    return this.start();
  }

  open(document, passage) {
    this.state = `read/${encodeURIComponent(document)}${passage ? `?p=${encodeURIComponent(passage)}` : ""}`;
    return this.start();
  }

  /** Loads and shows Crossread now, however far from sight the element is. */
  start() {
    this.#starting ??= this.#show().catch((error) => {
      this.#starting = undefined;
      this.shadowRoot.append(Object.assign(document.createElement("p"), { textContent: error.message }));
      this.#tell("error", error.message);
    });
    return this.#starting;
  }

  async #show() {
    const turn = ++this.#turn;
    const { show } = await import("./guest.js");
    const options = {
      src: this.getAttribute("src") ?? "",
      lang: this.getAttribute("lang") ?? "en",
      shortcuts: this.getAttribute("shortcuts") ?? "",
      hash: () => this.state,
      tell: (name, detail) => this.#tell(name, detail),
    };
    const app = await show(this, this.#own, options);
    // It may have been taken away in the meantime, and even put back.
    if (turn === this.#turn) this.#app = app;
    else app.close();
  }

  #end() {
    this.#turn += 1;
    this.#app?.close();
    this.#app = this.#starting = undefined;
    this.shadowRoot.replaceChildren(document.createElement("slot"));
  }

  #again() {
    if (!this.#app) return;
    this.#end();
    this.start();
  }

  /** What the attributes ask for. */
  #asked() {
    const [at, query, speaker, documents] = ["at", "query", "speaker", "documents"].map((it) => this.getAttribute(it));
    if (at) return `#/${at.replace(/^#?\/?/, "")}`;
    const keys = (documents ?? "").split(/[\s,]+/).filter(Boolean);
    const view = this.getAttribute("view")
      ?? (speaker ? "quotes" : keys.length > 1 ? "compare" : keys.length ? "read" : query ? "search" : "");
    const asked = new URLSearchParams();
    if (query) asked.set("q", query);
    if (speaker) asked.set("speaker", speaker);
    if (keys.length && view === "quotes") keys.forEach((it) => asked.append("source", it));
    if (keys.length && view === "compare") asked.set("docs", keys.join(","));
    const path = view === "read" ? `read/${encodeURIComponent(keys[0] ?? "")}` : view.replace("overview", "");
    return `#/${path}${asked.size ? `?${asked}` : ""}`;
  }

  #dress() {
    const height = this.getAttribute("height") ?? "auto";
    const length = LENGTH.test(height) ? height.replace(/\d$/, "$&px") : "auto";
    this.#own.replaceSync(`:host { display: block !important; height: ${length} !important; overflow: auto !important }`);
  }

  #tell(name, detail) {
    const send = (type, detail) => this.dispatchEvent(new CustomEvent(type, { detail, composed: true, bubbles: type !== "error" }));
    if (name !== "moved") return send(name, name === "ready" ? { title: detail } : { message: detail });
    this.#hash = detail;
    const [path, query] = detail.slice(2).split("?");
    const asked = new URLSearchParams(query);
    const [view, document] = path.split("/");
    const quote = asked.get(view === "read" ? "quote" : "id");
    if (view === "search") send("search", { query: asked.get("q") ?? "" });
    if (view === "read") send("open", { document: decodeURIComponent(document ?? ""), passage: asked.get("p") });
    if (quote) send("select-quote", { quote });
  }
}

globalThis.customElements?.get("cross-read") ?? globalThis.customElements?.define("cross-read", CrossRead);
