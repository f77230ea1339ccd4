// Serves the built page, or another folder, the way a static host does: from a sub-folder, with nothing but files.

import { open, readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const DIST = new URL("../../dist/", import.meta.url);
const FOLDER = "/segue/";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/**
 * Starts the server on a free port, for the folder of the URL `root`; `hold` may give a promise for a file's name, which is
 * kept back until then, and `change` may put another body in the place of a file's; `headers` go with every answer. `beside`
 * are further files by their names, and `folders` folders of such, by how names in them begin: these are never read as a whole
 * for a part. `sendsParts` says whether parts of files are sent where they are asked for, and `asked` hears of each such
 * request. With `line`, the files come over a slow line, compressed beforehand as hosts do.
 */
export async function serve({
  root = DIST,
  headers = {},
  hold = () => {},
  change = (name, body) => body,
  beside = {},
  folders = {},
  sendsParts = true,
  asked = () => {},
  line,
} = {}) {
  const send = line && (await overLine(line, root));
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    // Browsers ask for one where a page names none.
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    const name = pathname === FOLDER ? "index.html" : pathname.replace(FOLDER, "");
    const extension = extname(name);
    const [start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "")?.slice(1).map(Number) ?? [];
    try {
      const [prefix, folder] = Object.entries(folders).find(([prefix]) => name.startsWith(prefix)) ?? [];
      if (folder && start !== undefined) {
        const part = await partOf(new URL(name.slice(prefix.length), folder), start, end);
        asked(name, part.length);
        return response.writeHead(206, { ...headers, "content-range": `bytes ${start}-${end}/*` }).end(part);
      }
      const body = change(name, beside[name] ?? (await readFile(folder ? new URL(name.slice(prefix.length), folder) : new URL(name, root))));
      await hold(name);
      const all = { ...headers, "content-type": TYPES[extension] ?? "application/octet-stream" };
      if (start !== undefined) asked(name, end - start + 1);
      if (start !== undefined && sendsParts) {
        const part = body.subarray(start, end + 1);
        response.writeHead(206, { ...all, "content-range": `bytes ${start}-${end}/${body.length}` }).end(part);
      } else if (send) await send(response, all, name);
      else response.writeHead(200, all).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}${FOLDER}`,
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Some bytes of a file, from the first to the last. */
async function partOf(url, first, last) {
  const file = await open(url);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(last - first + 1), 0, last - first + 1, first);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** How much goes over a slow line at once before another answer has its turn, bytes. */
const TURN = 8192;

/**
 * What sends files over one line that all answers share: `bytesPerSecond`, and `latencyMs` that each takes before its first byte.
 */
async function overLine({ bytesPerSecond, latencyMs }, root) {
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const compressed = new Map();
  for (const { parentPath, name } of files) {
    const path = `${parentPath.replace(/\/?$/, "/")}${name}`;
    compressed.set(path.slice(fileURLToPath(root).length), brotliCompressSync(await readFile(path)));
  }
  let freeAt = 0;
  return async (response, headers, name) => {
    const bytes = compressed.get(name);
    await setTimeout(latencyMs);
    response.writeHead(200, { ...headers, "content-encoding": "br" });
    for (let at = 0; at < bytes.length; at += TURN) {
      const turn = bytes.subarray(at, at + TURN);
      freeAt = Math.max(freeAt, performance.now()) + (1000 * turn.length) / bytesPerSecond;
      await setTimeout(freeAt - performance.now());
      response.write(turn);
    }
    response.end();
  };
}
