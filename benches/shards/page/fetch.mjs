// Brings shards to who needs them: at most six at once, each tried again when it does not come or is
// not what it should be, unpacked, and never more of it than it should have.

const AT_ONCE = 6;
const PAUSES_MS = [200, 800, 3_000];

// Fetches all `needs` ({ name, most }) from the folder `base` and hands each to `take`, which says
// whether it is what it should be. Fails when one cannot be had.
export async function fetchAll(base, needs, take) {
  const waiting = [...needs];
  const work = async () => {
    for (let need; (need = waiting.shift()); ) await fetchOne(base, need, take);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function fetchOne(base, { name, most }, take) {
  for (let n = 0; ; n += 1) {
    try {
      // A name says what is in it, so what was kept is right; unless it was refused.
      const cache = n === 0 ? "force-cache" : "reload";
      const bytes = await unpacked(await fetch(new URL(name, base), { cache }), most);
      if (take(name, bytes)) return;
      throw new Error(`${name} is not what it should be`);
    } catch (error) {
      if (n === PAUSES_MS.length) throw error;
      await new Promise((after) => setTimeout(after, PAUSES_MS[n]));
    }
  }
}

// What is packed in the body of an answer; fails past `most` bytes.
export async function unpacked(response, most) {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const reader = response.body.pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Error(`${response.url} is longer than it should be`);
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
