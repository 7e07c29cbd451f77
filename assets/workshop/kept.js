// Corpora that this browser keeps across visits. What is known of each lies in IndexedDB; its
// bytes lie in the site's private file system where there is one, else in IndexedDB too.
//
// Every function of `kept` may fail, with an Error whose message is a sentence for the reader.

const ABOUT = "about";
const BYTES = "bytes";

/** An error of the browser's as a sentence. */
function sentence(error) {
  if (error?.name === "QuotaExceededError") {
    return new Error("This browser has no room left for the corpus. Remove one that is kept, or save the bundle as a file.");
  }
  return new Error("This browser does not keep corpora here: its settings, a private window or the way the page was opened forbid it. Save the bundle as a file.");
}

function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("crossread", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ABOUT, { keyPath: "id" });
      request.result.createObjectStore(BYTES);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new DOMException("blocked", "InvalidStateError"));
  });
}

/** The result of the request that `ask` makes of a store, once it is written. */
async function ask(store, mode, question) {
  try {
    const base = await database();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = base.transaction(store, mode);
        const request = question(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      base.close();
    }
  } catch (error) {
    throw sentence(error);
  }
}

/** The private file system, or null where files in it cannot be written from a page. */
async function files() {
  try {
    const writable = "createWritable" in FileSystemFileHandle.prototype;
    return writable ? await navigator.storage.getDirectory() : null;
  } catch {
    return null;
  }
}

const fileName = (id) => `${id}.crossread`;

/** What is known of each corpus, the one kept last first. */
async function list() {
  const all = await ask(ABOUT, "readonly", (store) => store.getAll());
  return all.sort((a, b) => b.saved - a.saved);
}

/** The bytes of one; fails when it is not there. */
async function bytes(id) {
  const folder = await files();
  try {
    const handle = await folder?.getFileHandle(fileName(id));
    if (handle) return new Uint8Array(await (await handle.getFile()).arrayBuffer());
  } catch {
    // It was kept when this browser had no such files.
  }
  const kept = await ask(BYTES, "readonly", (store) => store.get(id));
  if (!kept) throw new Error("This browser does not keep that corpus, or not any more: site data may have been cleared. Take “?kept=…” out of the address and bring its articles once more.");
  return kept;
}

/** Keeps a corpus, in the place of the one with the same id. What was kept stays when it fails. */
async function put(about, bytes) {
  const folder = await files();
  if (folder) {
    try {
      const handle = await folder.getFileHandle(fileName(about.id), { create: true });
      const file = await handle.createWritable();
      await file.write(bytes);
      await file.close();
    } catch (error) {
      throw sentence(error);
    }
  } else {
    // As bytes: WebKit never ends writing a Blob in a private window.
    await ask(BYTES, "readwrite", (store) => store.put(bytes, about.id));
  }
  await ask(ABOUT, "readwrite", (store) => store.put(about));
}

/** Changes what is known of a corpus and leaves its bytes. */
async function change(about) {
  await ask(ABOUT, "readwrite", (store) => store.put(about));
}

/** Forgets a corpus. */
async function remove(id) {
  await ask(ABOUT, "readwrite", (store) => store.delete(id));
  await ask(BYTES, "readwrite", (store) => store.delete(id));
  await (await files())?.removeEntry(fileName(id)).catch(() => {});
}

/** Bytes used by this site and granted to it; null where the browser does not tell. */
async function room() {
  const told = await navigator.storage?.estimate?.().catch(() => null);
  return told?.quota ? { used: told.usage, granted: told.quota } : null;
}

export const kept = { list, bytes, put, change, remove, room };
