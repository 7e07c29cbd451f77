// Serves the benchmark's files to its pages, and keeps what they put below /build/.
import { createReadStream, createWriteStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { pipeline } from "node:stream/promises";
import { HERE } from "./files.mjs";

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

// Pages that nobody else can reach into have a clock of 5 microseconds rather than 100.
const ISOLATED = {
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Opener-Policy": "same-origin",
};

// Where it listens, and how to end it. `others` gives addresses to files that lie elsewhere.
export async function serve(others = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = others[path] ?? join(HERE, path);
    const answer = (status, headers) => response.writeHead(status, { ...ISOLATED, ...headers });
    try {
      if (request.method === "PUT" && path.startsWith("/build/")) {
        await pipeline(request, createWriteStream(file));
        answer(204).end();
      } else if (existsSync(file) && statSync(file).isFile()) {
        answer(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
        await pipeline(createReadStream(file), response);
      } else {
        answer(404).end();
      }
    } catch {
      // The page was closed in the middle.
      response.destroy();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => server.close(),
  };
}
