// Static files over http, on a free port of this machine.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Serves a folder, and single files under other names, by `/` another page; resolves to the server and its address. */
export async function serve(root, { port = 0, files = {}, home = "/" } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (path === "/" && home !== "/") {
      response.writeHead(302, { location: home }).end();
      return;
    }
    const below = normalize(path).replace(/^(\.\.[/\\])+/, "");
    let file = files[path] ?? join(root, below);
    try {
      if ((await stat(file)).isDirectory()) {
        if (!path.endsWith("/")) {
          response.writeHead(302, { location: `${path}/` }).end();
          return;
        }
        file = join(file, "index.html");
        await stat(file);
      }
    } catch {
      response.writeHead(404).end(`no ${path}`);
      return;
    }
    const type = types[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { address } = await serve(root, { port: Number(process.argv[2] ?? 8080), home: "/demo/" });
  console.log(address);
}
