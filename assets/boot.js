// Starts the page. Trunk writes the hashed names of glue and wasm into this script's tag.

import { keepForOffline, keeping, load, read, workshop } from "./parts.js";

const tag = document.querySelector("script[data-glue]");

/** Replaces the page by a sentence and what to do. */
function apologize(sentence) {
  delete document.documentElement.dataset.elsewhere;
  const main = document.createElement("main");
  main.dataset.state = "failed";
  const heading = document.createElement("h1");
  heading.textContent = "Crossread cannot run here";
  const why = document.createElement("p");
  why.className = "failure";
  why.textContent = sentence;
  main.append(heading, why);
  // What can be read without us stays.
  const plain = document.querySelector("main[data-plain]");
  if (plain) plain.prepend(why);
  else document.getElementById("app").replaceChildren(main);
}

/** Gives a plain page the app's address of the same, and the app a place beside what is read there. With
 *  its first view the app comes forward, the text where it was in the window; when it has none to show,
 *  what is read stays. */
function takeOver() {
  const plain = document.querySelector("main[data-plain]");
  if (!plain) return;
  const arrived = location.href;
  if (plain.dataset.plain) {
    // What is named from here is not from there.
    for (const it of document.querySelectorAll("a[href], link[rel=icon], link[rel=manifest]")) it.href = it.href;
    const passage = /^#passage-(\d+)$/.exec(location.hash)?.[1];
    const asked = passage ? `${plain.dataset.plain}?p=${Number(passage) + 1}` : plain.dataset.plain;
    const hash = location.hash.startsWith("#/") ? location.hash : asked;
    history.replaceState(history.state, "", new URL(`./${location.search}${hash}`, import.meta.url));
  }
  if ("elsewhere" in document.documentElement.dataset) return;
  const before = document.getElementById("app");
  const app = document.createElement("div");
  app.className = before.className;
  app.hidden = true;
  before.removeAttribute("id");
  app.id = "app";
  before.before(app);
  const comeForward = () => {
    // By more than a line.
    const isInSight = (it) => it.getBoundingClientRect().bottom > 40;
    const seen = scrollY > 0 ? [...plain.querySelectorAll(".passage, .quotation")].find(isInSight) : undefined;
    const top = seen?.getBoundingClientRect().top;
    app.hidden = false;
    before.remove();
    const same = seen && document.getElementById(seen.id);
    if (same) scrollBy({ top: same.getBoundingClientRect().top - top, behavior: "instant" });
    app.querySelector("[data-chosen=true]")?.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(() => {
    const view = app.querySelector("main:not([data-state=loading])");
    if (!view) return;
    observer.disconnect();
    if (view.dataset.state === "ready") {
      comeForward();
    } else {
      app.remove();
      before.id = "app";
      history.replaceState(history.state, "", arrived);
      apologize(view.querySelector(".failure").textContent);
    }
  });
  observer.observe(app, { subtree: true, childList: true, attributeFilter: ["data-state"] });
}

/** The corpus that the address of the page names, and its own address. */
async function corpus() {
  const asked = new URLSearchParams(location.search);
  const kept = asked.get("kept");
  if (kept) return { bytes: await (await keeping()).bytes(kept), address: "" };
  const name = asked.get("corpus") ?? "corpus.crossread";
  return { bytes: await read(name), address: new URL(name, document.baseURI).href };
}

/** Whether a corpus was kept on an earlier visit; frames without an origin may not even ask. */
function keepsSomething() {
  try {
    return Boolean(localStorage.getItem("crossread-keeps"));
  } catch {
    return false;
  }
}

/** Loads the workshop when a reader asks for it, drops files on it, or comes to see what is kept. */
function openWorkshopWhenNeeded() {
  const section = document.getElementById("workshop");
  let started;
  const start = () => (started ??= workshop().then((it) => it.start(section)));
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
    if (isIntersecting && keepsSomething()) ask();
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

/** Offers a new release of the page, which takes over when the reader wants it. */
function offer(show) {
  const notice = document.createElement("aside");
  notice.className = "update";
  notice.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = "A new version of this page is ready.";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Show it";
  button.addEventListener("click", show);
  notice.append(words, button);
  document.querySelector(".update")?.remove();
  document.body.append(notice);
}

/** A page around this one, which shows it in a frame by “?embed”, is told how high it is: the one that
 *  the parameter names, or any. */
function fitFrame() {
  const asked = new URLSearchParams(location.search);
  const around = asked.get("embed");
  const theme = asked.get("theme");
  if (around === null || parent === window) return;
  if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;
  const to = URL.canParse(around) ? new URL(around).origin : "*";
  const app = document.getElementById("app");
  app.classList.add("embedded");
  new ResizeObserver(() => {
    parent.postMessage({ type: "crossread-height", height: app.getBoundingClientRect().height }, to);
  }).observe(app);
}

if (typeof WebAssembly !== "object") {
  apologize("This browser has WebAssembly switched off, and Crossread needs it to search and compare. Allow it in the browser’s settings and reload the page.");
} else {
  restartAfterDefects();
  fitFrame();
  try {
    const { glue, spawn } = await load(tag.dataset.glue, tag.dataset.wasm);
    takeOver();
    glue.page(spawn, corpus);
    openWorkshopWhenNeeded();
    keepForOffline(offer).catch(console.error);
  } catch (error) {
    apologize(
      error instanceof WebAssembly.CompileError
        ? "This browser does not run WebAssembly here: a setting or the site’s policy forbids it. Allow it and reload the page."
        : "A part of the page could not be loaded. Check the connection and reload the page.",
    );
    console.error(error);
  }
}
