// Starts the workshop, where readers bring articles of their own: a wasm apart from the page's,
// loaded when it is first needed.

import { addStyles, load, read } from "../parts.js";
import { kept } from "./kept.js";

/** Everything below a dropped entry, as [name, file]; hidden files are passed over. */
async function below(entry) {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [[entry.fullPath.replace(/^\//, ""), file]];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // Browsers give a hundred at a time.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const one of some) found.push(...(await below(one)));
  }
}

/** Names relative to the folder, when everything lies in one, as the program has them. */
function inFolder(found) {
  const folder = found[0]?.[0].split("/")[0];
  const isIn = found.length > 0 && found.every(([name]) => name.startsWith(`${folder}/`));
  return isIn ? found.map(([name, file]) => [name.slice(folder.length + 1), file]) : found;
}

/** What was dropped: entries of the file system where the browser has them, else plain files. */
async function dropped({ entries, files }) {
  const found = [];
  try {
    for (const entry of entries.filter(Boolean)) found.push(...(await below(entry)));
  } catch {
    // Files from elsewhere than a disk have entries in WebKit that lead nowhere.
    return chosen(files);
  }
  return found.length > 0 ? inFolder(found) : chosen(files);
}

/** What was chosen in a dialog. */
function chosen(files) {
  return inFolder([...files].map((file) => [file.webkitRelativePath || file.name, file]));
}

/** What was pasted: files, or an article as text or as a part of a web page. */
function pasted(transfer) {
  if (transfer.files.length > 0) return chosen(transfer.files);
  const html = transfer.getData("text/html");
  const text = html || transfer.getData("text/plain");
  if (!text.trim()) return [];
  const name = `pasted${new Date().toISOString().slice(11, 19).replaceAll(":", "")}`;
  return [[html ? `${name}.html` : `${name}.txt`, new Blob([text])]];
}

/** Shows the workshop in `section`. */
export async function start(section) {
  addStyles("workshop/workshop.css");
  const { glue, spawn } = await load(section.dataset.glue, section.dataset.wasm);
  const host = { spawn, read, ...kept };
  const desk = section.querySelector(".desk");
  const wasFocused = desk.contains(document.activeElement);
  const add = glue.workshop(desk, host);
  // The button that was pressed is gone, and what takes its place is drawn a little later.
  const drawn = new MutationObserver(() => {
    drawn.disconnect();
    if (wasFocused) desk.querySelector("input, button").focus();
  });
  drawn.observe(desk, { childList: true });
  const take = async (coming) => {
    const found = await coming;
    // The browser has just made a hundred files of what was chosen: a task of its own is enough.
    await new Promise((resolve) => setTimeout(resolve));
    if (found.length > 0) add(found.map(([name]) => name), found.map(([, file]) => file));
  };
  section.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    take(chosen(target.files));
    target.value = "";
  });
  addEventListener("paste", (event) => {
    const isField = event.target.closest?.("input, textarea, select");
    if (isField || !section.checkVisibility?.()) return;
    take(pasted(event.clipboardData));
  });
  return (came) => take(dropped(came));
}
