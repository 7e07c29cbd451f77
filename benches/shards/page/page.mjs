// A reader's page, as small as can be: opens a corpus in shards, asks, draws what is found.
import init, { Corpus } from "/build/shards-page.js";
import { fetchAll, unpacked } from "./fetch.mjs";

const base = new URL("/shards/", location.href);

async function open() {
  const [root] = await Promise.all([
    fetch(new URL("root.shard", base)).then((it) => unpacked(it, 64 << 20)),
    init(),
  ]);
  const corpus = Corpus.open(root);
  if (!corpus) throw new Error("this is no root of shards");
  return corpus;
}

const opening = open();

// Asks, and resolves when the hits stand in the document: how many there are.
window.ask = async (query) => {
  const corpus = await opening;
  while (!corpus.ask(query, 6)) {
    const told = corpus.needs();
    const needs = [];
    for (let at = 0; at < told.length; at += 2) {
      needs.push({ most: Number(told[at]), name: told[at + 1] });
    }
    await fetchAll(base, needs, (name, bytes) => corpus.bring(name, bytes));
  }
  const [n, ...texts] = corpus.found();
  document.querySelector("ol").replaceChildren(
    ...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
  );
  await new Promise(requestAnimationFrame);
  return Number(n);
};
