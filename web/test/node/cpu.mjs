// The package without settings, where the CPU draws: node cpu.mjs CASES CERTIFICATE

import { readFileSync } from "node:fs";
import process from "node:process";

import { Generator, NoDeviceError } from "seedbed";

import { runOnCpu } from "./suite.js";
import { equal, rejects } from "./suite/check.js";
import { inWorker } from "./in_worker.mjs";

const [cases, certificate] = process.argv.slice(2);
if (!globalThis.navigator?.gpu) {
  const rng = await Generator.create();
  equal(rng.backend, "cpu");
  equal(rng.device, undefined);
  await rejects(NoDeviceError, () => Generator.create({ backend: "gpu" }), /npm package `webgpu`/);
}
const result = await runOnCpu(console.log, { cases: JSON.parse(readFileSync(cases, "utf8")), certificate, inWorker });
process.exitCode = result.failed.length > 0 || result.passed === 0 ? 1 : 0;
