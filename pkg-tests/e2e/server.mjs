// Serves the built page the way a static host does: from a sub-folder, with nothing but files.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

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
 * Starts the server on a free port; `hold` may give a promise for a file's name, which is kept back until then, and `change`
 * may put another body in the place of a file's. `beside` are further files by their names; `sendsParts` says whether parts
 * of files are sent where they are asked for, and `asked` hears of each such request.
 */
export async function serve({
  hold = () => {},
  change = (name, body) => body,
  beside = {},
  sendsParts = true,
  asked = () => {},
} = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = pathname === FOLDER ? "index.html" : pathname.replace(FOLDER, "");
    const extension = extname(name);
    try {
      const body = change(name, beside[name] ?? (await readFile(new URL(name, DIST))));
      await hold(name);
      const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
      if (start !== undefined) asked(name, Number(end) - Number(start) + 1);
      if (start !== undefined && sendsParts) {
        const headers = { "content-range": `bytes ${start}-${end}/${body.length}`, "content-type": "application/octet-stream" };
        response.writeHead(206, headers).end(body.subarray(Number(start), Number(end) + 1));
        return;
      }
      response.writeHead(200, { "content-type": TYPES[extension] ?? "application/octet-stream" }).end(body);
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
