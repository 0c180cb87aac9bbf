// What runs inside a browser, and in Node, Deno and Bun: the draws of the cases, and the behaviour of the package.

import { Generator, digest } from "seedbed";

import { firstSample, flat, withoutAdapter } from "./suite/adapter.js";
import { behaviour } from "./suite/behaviour.js";
import { equal } from "./suite/check.js";
import { describe } from "./suite/device.js";
import { digests } from "./suite/draws.js";
import { inBuffers } from "./suite/elements.js";
import { failures } from "./suite/failures.js";
import { badInput, unknownOptions, unknownOptionsOfBuffers } from "./suite/input.js";
import { ownKernel } from "./suite/kernel.js";
import { lists } from "./suite/lists.js";
import { permutations, permutationsOnCpu } from "./suite/permutations.js";
import { pointDigests, points } from "./suite/points.js";
import { stored } from "./suite/stored.js";

/** All of it, where there is a GPU; `inWorker` draws on a backend in another thread, and gives the digest. */
export function run(say, { cases, certificate, inWorker }) {
  return counted(say, async (test) => {
    await withoutAdapter(test);
    const { device } = await Generator.create({ seed: 42, backend: "gpu" });
    say(`adapter: ${describe(device)}`);
    await firstSample(test, say);
    await digests(cases, ["cpu", "gpu"], device, test, say);
    await pointDigests(cases, ["cpu", "gpu"], device, test);
    await points(device, test);
    await permutations(device, test);
    await inBuffers(device, test);
    await ownKernel(cases, device, test);
    await behaviour(device, test);
    await badInput(device, test);
    await unknownOptionsOfBuffers(device, test);
    await failures(device, test);
    await anywhere(test);
    await inThreads(["cpu", "gpu"], device, inWorker, test);
    if (certificate) await certified("gpu", certificate, test);
    await flat(device, test, say);
  });
}

/** What needs no GPU. */
export function runOnCpu(say, { cases, certificate, inWorker }) {
  return counted(say, async (test) => {
    await digests(cases, ["cpu"], undefined, test, say);
    await pointDigests(cases, ["cpu"], undefined, test);
    await anywhere(test);
    await inThreads(["cpu"], undefined, inWorker, test);
    if (certificate) await certified("cpu", certificate, test);
  });
}

async function anywhere(test) {
  await permutationsOnCpu(test);
  await stored(test);
  await lists(test);
  await unknownOptions(test);
}

async function inThreads(backends, device, inWorker, test) {
  await test(`a worker draws the same: ${backends}`, async () => {
    const rng = await Generator.create({ seed: 42, device, backend: backends.at(-1) });
    const expected = await digest(await rng.normal(10_000));
    for (const backend of backends) {
      const answer = await inWorker({ seed: 42, backend });
      equal(answer.digest, expected);
      equal(answer.backend, backend);
    }
  });
}

async function certified(backend, certificate, test) {
  await test("the certificate", async () => {
    const rng = await Generator.create({ seed: 42, backend });
    equal(await digest(await rng.normal(2 ** 24)), certificate);
  });
}

/** Runs tests, and counts how they go. */
async function counted(say, body) {
  const result = { passed: 0, failed: [] };
  await body(async (name, run) => {
    const started = performance.now();
    try {
      await run();
      result.passed++;
      const seconds = (performance.now() - started) / 1000;
      if (seconds > 5) say(`${seconds.toFixed(0)} s: ${name}`);
    } catch (error) {
      result.failed.push(name);
      say(`FAILED ${name}: ${error?.stack ?? error}`);
    }
  });
  say(`${result.passed} passed, ${result.failed.length} failed`);
  return result;
}
