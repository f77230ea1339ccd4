// Serves the built page, or another folder, the way a static host does: from a sub-folder, with nothing but files.

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
 * Starts the server on a free port, for the folder of the URL `root`; `hold` may give a promise for a file's name, which is
 * kept back until then, and `change` may put another body in the place of a file's; `headers` go with every answer.
 */
export async function serve({ root = DIST, headers = {}, hold = () => {}, change = (name, body) => body } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    // Browsers ask for one where a page names none.
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    const name = pathname === FOLDER ? "index.html" : pathname.replace(FOLDER, "");
    const extension = extname(name);
    try {
      const body = change(name, await readFile(new URL(name, root)));
      await hold(name);
      response.writeHead(200, { ...headers, "content-type": TYPES[extension] ?? "application/octet-stream" }).end(body);
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
