// The package where the runtime has WebGPU itself, without settings: node own_gpu.mjs CASES

import { readFileSync } from "node:fs";
import process from "node:process";

import { Generator, Permutation, Points } from "seedbed";

import { equal, same } from "./suite/check.js";
import { digests } from "./suite/draws.js";

const failed = [];
const test = async (name, body) => {
  try {
    await body();
  } catch (error) {
    failed.push(name);
    console.log(`FAILED ${name}: ${error?.stack ?? error}`);
  }
};
const { device } = await Generator.create({ seed: 42, backend: "gpu" });
// Some of all kinds of kernels: the suite runs all of them in Node and in browsers.
const { draws } = JSON.parse(readFileSync(process.argv[2], "utf8"));
await digests({ draws: draws.filter((_, i) => i % 7 === 0) }, ["gpu"], device, test, console.log);
await test("points and permutations", async () => {
  const found = [];
  for (const backend of ["gpu", "cpu"]) {
    const sobol = await Points.sobol({ dimensions: 3, seed: 1, backend });
    const order = await Permutation.create({ seed: 1, n: 1000, backend });
    equal(sobol.backend + order.backend, backend + backend);
    found.push([...(await sobol.random(100, "gamma", { shape: 2 })), ...(await order.read())]);
  }
  same(found[0], found[1]);
});
process.exitCode = failed.length > 0 ? 1 : 0;
