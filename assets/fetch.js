
// Fetches the pieces of a corpus (docs of src/shards/mod.rs): at most six at once, each tried again
// when it does not come. A step of the build puts this behind the JavaScript of the page's wasm.
const AT_ONCE = 6;
const PAUSES_MS = [200, 800, 3_000];

const BEAT_MS = 1_000;

/** What comes over the network; until then the page hears again and again that this worker waits, and
 *  is not dead, whatever else it answers meanwhile. */
async function awaited(coming) {
  const tell = () => typeof document === "undefined" && postMessage("waits");
  tell();
  const beat = setInterval(tell, BEAT_MS);
  try {
    return await coming;
  } finally {
    clearInterval(beat);
  }
}

/** The files of these names beside the root at an address, unpacked, each as long as it has to be;
 *  `isAnew` goes past what the browser keeps. */
async function fetchFiles(root, names, lengths, isAnew) {
  const files = [];
  const waiting = [...names.keys()];
  const work = async () => {
    for (let at; (at = waiting.shift()) !== undefined; ) {
      files[at] = await fetchFile(new URL(`shards/${names[at]}`, root), lengths[at], isAnew);
    }
  };
  await awaited(Promise.all(Array.from({ length: AT_ONCE }, work)));
  return files;
}

async function fetchFile(url, length, isAnew) {
  for (const pause of [...PAUSES_MS, undefined]) {
    try {
      // A name says what is in it, so what is kept is right.
      return await unpacked(await fetch(url, { cache: isAnew ? "reload" : "force-cache" }), length);
    } catch (error) {
      if (pause === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** What is packed in an answer; no more of it is read than it should have. */
async function unpacked(response, length) {
  if (!response.ok) throw new Error(`${response.url}: the server says ${response.status}`);
  const reader = response.body.pipeThrough(new DecompressionStream("gzip")).getReader();
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let part; !(part = await reader.read()).done; at += part.value.length) {
    if (at + part.value.length > length) break;
    bytes.set(part.value, at);
  }
  await reader.cancel();
  return at === length ? bytes : bytes.subarray(0, at);
}
