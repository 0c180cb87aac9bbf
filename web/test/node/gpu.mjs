// The package with Dawn for Node, the npm package `webgpu`: node gpu.mjs CASES CERTIFICATE

import { readFileSync } from "node:fs";
import process from "node:process";

import { Generator, digest } from "seedbed";
import { create, globals } from "webgpu";

import { run } from "./suite.js";
import { equal } from "./suite/check.js";
import { inWorker } from "./in_worker.mjs";

const [cases, certificate] = process.argv.slice(2);
const gpu = create(["backend=vulkan"]);

// A device alone: there are no globals of WebGPU.
const adapter = await gpu.requestAdapter();
if (!adapter) throw new Error("Dawn found no adapter");
const device = await adapter.requestDevice();
const rng = await Generator.create({ seed: 42, device, backend: "gpu" });
equal(await digest(await rng.normal(1000)), "e7fe098ae93d148f648a71012e228be525c9bd2735bbc2e11c0f4087c0b7aa07");
equal(typeof GPUBufferUsage, "undefined");
device.destroy();

// All that pages do.
Object.assign(globalThis, globals);
if (!globalThis.navigator) globalThis.navigator = {};
Object.defineProperty(globalThis.navigator, "gpu", { value: gpu, configurable: true });
const oneBackend = ({ backend, ...options }) =>
  // Dawn is not opened in a second thread.
  backend === "cpu" ? inWorker({ backend, ...options }) : drawn({ backend, ...options });
async function drawn(options) {
  const rng = await Generator.create(options);
  return { backend: rng.backend, digest: await digest(await rng.normal(10_000)) };
}
const result = await run(console.log, { cases: JSON.parse(readFileSync(cases, "utf8")), certificate, inWorker: oneBackend });
process.exitCode = result.failed.length > 0 || result.passed === 0 ? 1 : 0;
delete globalThis.navigator.gpu;
