// Bytes of what every page loads of the package, after gzip: not what comes with points and libraries.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const bytes = readdirSync(fileURLToPath(dist), { recursive: true })
  .filter((name) => /\.(js|wasm)$/.test(name) && !name.startsWith("extra"))
  .map((name) => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length)
  .reduce((sum, length) => sum + length, 0);
console.log(bytes);
