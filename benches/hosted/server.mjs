// Hands out folders, the first that has a file, as a good static host does: packed, what is hashed for ever, the rest checked anew.
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
  ".xml": "application/xml",
};
// Packed by whoever made them.
const IS_PACKED = /\.(woff2|shard|png|pagefind|pf_\w+)$/;
const IS_HASHED = /[-_/.][0-9a-f]{8,16}[_.]/;

// Where it listens, what it has sent so far, and how to end it.
export async function serve(folders) {
  const files = new Map();
  const sent = { files: 0, bytes: 0 };
  const file = (path) => {
    const name = path.endsWith("/") ? `${path}index.html` : path;
    const candidates = folders.map((it) => join(it, name));
    const at = candidates.find((it) => statSync(it, { throwIfNoEntry: false })?.isFile());
    if (at && !files.has(at)) {
      const bytes = readFileSync(at);
      const etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;
      const isPacked = IS_PACKED.test(at);
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
      const body = isPacked ? bytes : brotliCompressSync(bytes, quality);
      files.set(at, { body, etag, isPacked, type: TYPES[extname(at)] ?? "application/octet-stream" });
    }
    return files.get(at);
  };
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const found = file(path);
    if (!found) return response.writeHead(404).end();
    sent.files += 1;
    const kept = IS_HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
    if (request.headers["if-none-match"] === found.etag) return response.writeHead(304).end();
    sent.bytes += found.body.length;
    response.writeHead(200, {
      "Cache-Control": kept,
      "Content-Type": found.type,
      ETag: found.etag,
      ...(found.isPacked ? {} : { "Content-Encoding": "br" }),
    });
    response.end(found.body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const warm = (paths) => paths.forEach(file);
  return { url: `http://127.0.0.1:${server.address().port}`, sent, warm, close: () => server.close() };
}
