// What cannot be drawn.

import {
  ArgumentError, Generator, MemoryError, ParameterError, Permutation, Points, digest, load, wgsl,
} from "seedbed";

import { equal, rejects, throws } from "./check.js";

export async function badInput(device, test) {
  const create = (options) => Generator.create({ seed: 42, device, backend: "gpu", ...options });

  await test("bad input is an error that names it", async () => {
    const rng = await create();
    await rejects(ParameterError, () => rng.normal(1, { std: -1 }), /std is -1/);
    await rejects(ParameterError, () => rng.normal(1, { sd: 1 }), /no parameter `sd`.*mean, std/);
    await rejects(ParameterError, () => rng.gamma(1, {}), /`shape` is missing/);
    await rejects(ParameterError, () => rng.binomial(1, { n: 1.5, p: 0.5 }), /n is 1.5/);
    await rejects(ArgumentError, () => rng.sample("gaussian", 1), /no distribution `gaussian`/);
    await rejects(ArgumentError, () => rng.normal(-1), /-1/);
    await rejects(ArgumentError, () => rng.normal(3, { mean: [1, 2] }), /3 samples.*2/);
    await rejects(ParameterError, () => rng.normal(2, { mean: [1, 2], std: [1, -1] }), /std/);
    await rejects(ParameterError, () => rng.normal(2, { mean: [1, 2], std: [1, 1, 1] }), /3/);
    await rejects(ParameterError, () => rng.gamma(2, { shape: [1, 2] }), /shape/);
    await rejects(ArgumentError, () => create({ backend: "webgl" }), /webgl/);
    const small = device.createBuffer({ size: 64, usage: GPUBufferUsage.STORAGE });
    await rejects(ArgumentError, () => rng.fill(small, "normal", {}, { count: 17 }), /17 samples/);
    await rejects(ArgumentError, () => rng.fill(small, "normal", {}, { offset: 2 }), /multiple of 4/);
    const other = device.createBuffer({ size: 64, usage: GPUBufferUsage.UNIFORM });
    await rejects(ArgumentError, () => rng.fill(other, "normal", {}), /STORAGE/);
    await rejects(ArgumentError, () => create({ seed: -1 }), /-1/);
    await rejects(ArgumentError, () => create({ seed: "x" }), /x/);
    await rejects(ArgumentError, () => create({ engine: "mt19937" }), /mt19937/);
    equal(rng.position, 0n);
  });

  await test("what is no seed, name, option, device or buffer is an argument error", async () => {
    for (const seed of [true, {}, null, [1], 1.5, -1, NaN, -1n, "x"]) {
      await rejects(ArgumentError, () => Generator.create({ seed }), /seed|"x"/);
      await rejects(ArgumentError, () => Points.halton({ dimensions: 1, seed }), /seed|"x"/);
      await rejects(ArgumentError, () => Permutation.create({ n: 1, seed }), /seed|"x"/);
    }
    await rejects(ArgumentError, () => Generator.create(null), /options of Generator.create: null/);
    await rejects(ArgumentError, () => Generator.create({ engine: 3 }), /engine is 3/);
    for (const other of [null, {}, await navigator.gpu.requestAdapter()]) {
      await rejects(ArgumentError, () => Generator.create({ device: other }), /GPUDevice/);
    }
    throws(ArgumentError, () => new Generator(), /create/);
    for (const make of [Points.sobol, Points.halton, Points.latinHypercube, Permutation.create]) {
      await rejects(ArgumentError, () => make(), /options of .*: undefined/);
    }
    await rejects(ArgumentError, () => Permutation.create({ n: 1 }), /seed is undefined/);
    const rng = await create({ backend: "gpu" });
    for (const name of [undefined, 3, null]) await rejects(ArgumentError, () => rng.sample(name, 1), /distribution is/);
    await rejects(ArgumentError, () => rng.normal(1, 5), /normal: 5/);
    for (const position of [undefined, "1", 0.5]) throws(ArgumentError, () => rng.seek(position), /position is .*integer/);
    for (const target of [null, undefined, new Float32Array(4)]) {
      await rejects(ArgumentError, () => rng.fill(target, "normal"), /no GPUBuffer/);
    }
    const halton = await Points.halton({ dimensions: 1, device });
    await rejects(ArgumentError, () => halton.fill(null, 1), /no GPUBuffer/);
    await rng.prepare("normal");
    throws(ArgumentError, () => rng.encode(null, null, "normal"), /GPUCommandEncoder/);
    throws(ArgumentError, () => rng.encode(device.createCommandEncoder(), null, "normal"), /no GPUBuffer/);
    await rejects(ArgumentError, () => digest(), /undefined/);
    await rejects(ArgumentError, () => wgsl({ draws: { a: "normal" } }), /"normal"/);
    await rejects(ArgumentError, () => wgsl({ engine: {} }), /engine/);
    equal(rng.position, 0n);
  });
}

/** Each takes one option that it has not, and the error names it, those that there are, and which was meant. */
export async function unknownOptions(test) {
  const strange = (given, meant) => new RegExp(`no option \`${given}\`: it has .*${meant}.*did you mean \`${meant}\`\\?$`);

  await test("options that there are not", async () => {
    const [rng, order, halton] = await makers();
    await rejects(ArgumentError, () => Generator.create({ sed: 1 }), strange("sed", "seed"));
    await rejects(ArgumentError, () => Generator.create({ seed: 1, sed: undefined }), strange("sed", "seed"));
    await rejects(ArgumentError, () => Generator.create({ seed: 1, selfcheck: false }), strange("selfcheck", "selfCheck"));
    await rejects(ArgumentError, () => Generator.create({ seed: 1, zzz: 1 }), /no option `zzz`: it has backend, device, engine, seed, selfCheck, state$/);
    await rejects(ArgumentError, () => Points.sobol({ dimension: 2 }), strange("dimension", "dimensions"));
    await rejects(ArgumentError, () => Points.sobol({ dimensions: 2, scramble: true }), /no option `scramble`: it has .*shift/);
    await rejects(ArgumentError, () => Points.halton({ dimensions: 2, shift: true }), /Points.halton has no option `shift`/);
    await rejects(ArgumentError, () => Points.latinHypercube({ dimensions: 2, n: 2, seeds: 1 }), strange("seeds", "seed"));
    await rejects(ArgumentError, () => Permutation.create({ seed: 1, n: 2, bakcend: "cpu" }), strange("bakcend", "backend"));
    await rejects(ArgumentError, () => wgsl({ draw: {} }), strange("draw", "draws"));
    await rejects(ArgumentError, () => wgsl({ bindings: { group: 0, keys: 0, tables: 1, threshold: 2 } }), strange("threshold", "thresholds"));
    const parameter = { distribution: "normal", parameter: { std: 2 } };
    await rejects(ArgumentError, () => wgsl({ draws: { a: parameter } }), strange("parameter", "parameters"));
    await rejects(ArgumentError, () => wgsl({ draws: { a: { withParameters: "normal", parameters: {} } } }), /draws: a has no option `parameters`/);
    await rejects(ArgumentError, () => load({ wsam: "x" }), strange("wsam", "wasm"));
    equal(rng.position + BigInt(halton.position) + BigInt(order.length), 10n);
  });

  await test("parameters and distributions that there are not", async () => {
    const [rng, , halton] = await makers();
    const sd = /normal has no parameter `sd`: it has mean, std; did you mean `std`\?$/;
    await rejects(ParameterError, () => rng.normal(1, { sd: 1 }), sd);
    await rejects(ParameterError, () => rng.normal(2, { sd: [1, 2] }), sd);
    await rejects(ParameterError, () => rng.prepare("normal", { sd: 1 }), sd);
    await rejects(ParameterError, () => halton.random(1, "normal", { sd: 1 }), sd);
    await rejects(ParameterError, () => halton.prepare("normal", { sd: 1 }), sd);
    await rejects(ParameterError, () => wgsl({ draws: { a: { distribution: "normal", parameters: { sd: 1 } } } }), sd);
    await rejects(ParameterError, () => rng.poisson(1, { lambda: 1 }), /it has lam; did you mean `lam`\?$/);
    await rejects(ParameterError, () => rng.standard(1, { mean: 1 }), /standard has no parameter `mean`: it has none$/);
    await rejects(ArgumentError, () => rng.sample("studentT", 1), /no distribution `studentT`.*did you mean `student_t`\?$/);
    await rejects(ArgumentError, () => halton.random(1, "gausian"), /no distribution `gausian`.*multivariate_normal$/);
    equal(rng.position, 0n);
  });

  await test("values that options and parameters cannot be", async () => {
    const [rng, order, halton] = await makers();
    for (const n of [NaN, -1, 1.5, Infinity, "3", null, undefined, 2 ** 53]) {
      const named = /n is .*it must be an integer from 0/;
      await rejects(ArgumentError, () => rng.normal(n), named);
      await rejects(ArgumentError, () => halton.random(n), named);
      throws(ArgumentError, () => rng.spawn(n), named);
      await rejects(ArgumentError, () => Permutation.create({ seed: 1, n }), /n is /);
      await rejects(ArgumentError, () => Points.latinHypercube({ dimensions: 1, seed: 1, n }), /n is |2\^32|4294967296/);
      throws(ArgumentError, () => order.elements(0, n === undefined ? NaN : n), /elements from 0 on: there are 10/);
      if (n !== null) await rejects(ArgumentError, () => Points.halton({ dimensions: n }), /dimensions: it must/);
    }
    throws(ArgumentError, () => rng.spawn(2 ** 32), /n is 4294967296.*2\^32 - 1/);
    throws(MemoryError, () => rng.spawn(2 ** 32 - 1), /4294967295 streams/);
    equal(rng.spawn(1)[0].seed, "42/0");
    for (const selfCheck of [1, "no", null]) await rejects(ArgumentError, () => Generator.create({ selfCheck }), /selfCheck is .*true or false/);
    await rejects(ArgumentError, () => Generator.create({ backend: 3 }), /backend is 3/);
    await rejects(ArgumentError, () => Points.sobol({ dimensions: 1, seed: 1, shift: 1 }), /shift is 1/);
    await rejects(ArgumentError, () => Points.sobol({ dimensions: 1, shift: true }), /`shift`.*`seed`/);
    await rejects(ArgumentError, () => wgsl({ coordinates: "yes" }), /coordinates is "yes"/);
    await rejects(ArgumentError, () => wgsl({ position: 1 }), /position is 1/);
    await rejects(ArgumentError, () => wgsl({ draws: null }), /draws: null/);
    for (const keys of [-1, 1.5, 2 ** 32, undefined]) {
      await rejects(ArgumentError, () => wgsl({ bindings: { group: 1, keys, tables: 1, thresholds: 2 } }), /bindings: keys is /);
    }
    await rejects(ArgumentError, () => rng.normal(1, { mean: true }), /mean is true/);
    await rejects(ArgumentError, () => rng.normal(2, { mean: ["1", "2"] }), /mean\[0\] is "1"/);
    await rejects(ArgumentError, () => rng.normal(2, { mean: [1, , 2] }), /mean\[1\] is undefined/);
    await rejects(ArgumentError, () => rng.normal(1, { mean: new BigInt64Array(1) }), /mean\[0\] is 0/);
    await rejects(ArgumentError, () => rng.categorical(1, { weights: [1, "2"] }), /weights\[1\] is "2"/);
    await rejects(ArgumentError, () => digest([1, 2]), /digest of 1/);
    await rejects(ArgumentError, () => digest({}), /digest of/);
    await rejects(ArgumentError, () => digest("text"), /digest of "text"/);
    for (const type of [Points, Permutation]) throws(ArgumentError, () => new type(), /create|not made/);
    await rejects(ArgumentError, () => load(3), /wasm is 3/);
    equal(rng.position + BigInt(halton.position), 0n);
  });
}

/** The options of what is done with buffers. */
export async function unknownOptionsOfBuffers(device, test) {
  await test("options of targets and buffers that there are not", async () => {
    const [rng, order, halton] = await makers({ device, backend: "gpu" });
    const buffer = device.createBuffer({ size: 64, usage: GPUBufferUsage.STORAGE });
    const other = device.createBuffer({ size: 64, usage: GPUBufferUsage.STORAGE });
    const ofset = /no option `ofset`: it has .*offset.*; did you mean `offset`\?$/;
    await rejects(ArgumentError, () => rng.fill(buffer, "normal", {}, { ofset: 4 }), ofset);
    await rejects(ArgumentError, () => rng.fill(buffer, "normal", {}, null), /options of fill: null/);
    await rng.prepare("normal");
    throws(ArgumentError, () => rng.encode(device.createCommandEncoder(), buffer, "normal", {}, { ofset: 4 }), ofset);
    await rejects(ArgumentError, () => halton.fill(buffer, 1, "normal", {}, { ofset: 4 }), ofset);
    await rejects(ArgumentError, () => halton.fill(buffer, 1, "normal", {}, { count: 4 }), /no option `count`: it has offset$/);
    await rejects(ArgumentError, () => order.fill(buffer, { ofset: 4 }), ofset);
    await rejects(ArgumentError, () => order.shuffle({ buffer, ofset: 4 }, other), ofset);
    await rejects(ArgumentError, () => rng.normal(1, { mean: { buffer, ofset: 4 } }), ofset);
    for (const offset of [NaN, -4, 0.5, "4", null]) {
      const named = /offset is .*integer/;
      await rejects(ArgumentError, () => rng.fill(buffer, "normal", {}, { offset }), named);
      await rejects(ArgumentError, () => halton.fill(buffer, 1, "normal", {}, { offset }), named);
      await rejects(ArgumentError, () => order.fill(buffer, { offset }), named);
      await rejects(ArgumentError, () => rng.normal(1, { mean: { buffer, offset } }), named);
    }
    for (const count of [NaN, -1, 0.5, "4"]) {
      await rejects(ArgumentError, () => rng.fill(buffer, "normal", {}, { count }), /count is .*integer/);
      await rejects(ArgumentError, () => order.fill(buffer, { count }), /elements from 0 on/);
    }
    equal(rng.position + BigInt(halton.position), 0n);
    for (const made of [buffer, other]) made.destroy();
  });
}

/** One of each. */
async function makers(options = { backend: "cpu" }) {
  return Promise.all([
    Generator.create({ seed: 42, ...options }),
    Permutation.create({ seed: 42, n: 10, ...options }),
    Points.halton({ dimensions: 1, ...options }),
  ]);
}
