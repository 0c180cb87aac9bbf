// Permutations and shuffles.

import { ArgumentError, MismatchError, Permutation, digest } from "seedbed";

import { equal, rejects, same, throws } from "./check.js";
import { broken, filled, read } from "./device.js";

export async function permutationsOnCpu(test) {
  await test("permutations", async () => {
    const order = await Permutation.create({ seed: 42, n: 1000 });
    const all = order.elements();
    same([...all].sort((a, b) => a - b), Array.from({ length: 1000 }, (_, i) => i));
    same([...order.elements(500, 3)], [...all.slice(500, 503)]);
    throws(ArgumentError, () => order.elements(999, 2));
    await rejects(ArgumentError, () => Permutation.create({ seed: 1, n: 2 ** 33 }));
    // Several chunks of WebAssembly's.
    const long = await Permutation.create({ seed: 42, n: 1_000_003 });
    const [whole, end] = [long.elements(), long.elements(600_000)];
    same([...whole.subarray(600_000)], [...end]);
    same([...long.elements(524_287, 2)], [...whole.subarray(524_287, 524_289)]);
    const largest = await Permutation.create({ seed: 42, n: 2 ** 32 });
    equal(largest.elements(2 ** 32 - 1, 1).length, 1);
  });
}

export async function permutations(device, test) {
  const create = (options) => Permutation.create({ seed: 42, device, backend: "gpu", ...options });
  await test("permutations are those of the CPU", async () => {
    for (const n of [1, 2, 64, 65, 1000, 65_537, 1_000_003, 2 ** 32 - 5, 2 ** 32]) {
      const order = await create({ n });
      for (const first of [0, Math.floor(n / 2), Math.max(0, n - 5000)]) {
        const count = Math.min(n - first, 10_001);
        same([...(await order.read(first, count))], [...order.elements(first, count)]);
      }
      equal(order.backend, "gpu");
    }
    const long = await create({ n: 5_000_000 });
    equal(await digest(await long.read()), await digest(long.elements()));
    equal((await (await create({ n: 0 })).read()).length, 0);
  });
  await test("permutations fill buffers of the page, and nothing beside", async () => {
    for (const backend of ["gpu", "cpu"]) {
      const order = await create({ n: 100_000, backend });
      const buffer = filled(device, 4 * 5010);
      await order.fill(buffer, { first: 777, count: 5000, offset: 12 });
      const words = await read(device, buffer);
      same([...words.slice(0, 3)], [7, 7, 7]);
      same([...words.slice(3, 5003)], [...order.elements(777, 5000)]);
      same([...words.slice(5003)], new Array(7).fill(7));
      buffer.destroy();
    }
  });
  await test("records are shuffled into another buffer", async () => {
    for (const [n, words] of [[60, 1], [1000, 3], [100_003, 2]]) {
      const order = await create({ n });
      const [records, target] = [filled(device, 4 * (n * words + 2)), filled(device, 4 * (n * words + 70))];
      const values = Uint32Array.from({ length: n * words }, (_, i) => (i * 2654435761) >>> 0);
      device.queue.writeBuffer(records, 8, values);
      await order.shuffle({ buffer: records, offset: 8 }, { buffer: target, offset: 260, size: 4 * n * words });
      const found = await read(device, target);
      const elements = order.elements();
      same([...found.slice(0, 65)], new Array(65).fill(7));
      same([...found.slice(65, 65 + n * words)], Array.from(values, (_, i) => values[elements[Math.floor(i / words)] * words + (i % words)]));
      same([...found.slice(65 + n * words)], new Array(5).fill(7));
      for (const buffer of [records, target]) buffer.destroy();
    }
  });
  await test("shuffles that cannot be", async () => {
    const order = await create({ n: 10 });
    const [a, b] = [filled(device, 80), filled(device, 80)];
    await rejects(ArgumentError, () => order.shuffle(a, a), /one buffer/);
    await rejects(ArgumentError, () => order.shuffle(a, { buffer: b, size: 40 }), /80 bytes.*40 bytes/);
    await rejects(ArgumentError, () => order.shuffle({ buffer: a, size: 44 }, { buffer: b, size: 44 }), /44 bytes do not hold n = 10/);
    await rejects(ArgumentError, () => order.shuffle({ buffer: a, offset: 2 }, b), /records.*multiple of 4/);
    await rejects(ArgumentError, () => order.shuffle([1], b), /two GPUBuffers/);
    const other = device.createBuffer({ size: 80, usage: GPUBufferUsage.UNIFORM });
    await rejects(ArgumentError, () => order.shuffle(a, other), /target.*STORAGE/);
    const onCpu = await create({ n: 10, backend: "cpu" });
    await rejects(ArgumentError, () => onCpu.shuffle(a, b), /CPU draws/);
    const own = await broken("element(i: u32) -> u32 {", "element(j: u32) -> u32 { let i = j ^ 1u;");
    const [c, d] = [filled(own, 80), filled(own, 80)];
    const wrong = await create({ n: 10, device: own });
    await rejects(MismatchError, () => wrong.shuffle(c, d), /seedbed\.shuffle/);
    own.destroy();
  });
  await test("permutations: errors", async () => {
    const order = await create({ n: 100 });
    const small = filled(device, 64);
    await rejects(ArgumentError, () => order.read(99, 2), /2 elements from 99/);
    await rejects(ArgumentError, () => order.fill(small), /100 samples of 4 bytes/);
    await rejects(ArgumentError, () => order.fill(small, { first: 101 }), /101/);
    await rejects(ArgumentError, () => order.fill(small, { count: 1, offset: 2 }), /multiple of 4/);
    await rejects(ArgumentError, () => create({ n: 1, backend: "webgl" }), /webgl/);
    const other = device.createBuffer({ size: 64, usage: GPUBufferUsage.UNIFORM });
    await rejects(ArgumentError, () => order.fill(other, { count: 1 }), /STORAGE/);
    const stored = device.createBuffer({ size: 64, usage: GPUBufferUsage.STORAGE });
    const onCpu = await create({ n: 100, backend: "cpu" });
    await rejects(ArgumentError, () => onCpu.fill(stored, { count: 1 }), /COPY_DST/);
  });
  await test("a wrong kernel of permutations is found, and the CPU carries on", async () => {
    const own = await broken("element(i: u32) -> u32 {", "element(j: u32) -> u32 { let i = j ^ 1u;");
    const strict = await create({ n: 1000, device: own });
    await rejects(MismatchError, () => strict.read(), /seedbed\.permutation/);
    const trusting = await broken("element(i: u32) -> u32 {", "element(j: u32) -> u32 { let i = j ^ 1u;");
    const unchecked = await create({ n: 1000, device: trusting, selfCheck: false });
    equal((await unchecked.read(0, 1))[0] === unchecked.elements(0, 1)[0], false);
    const order = await create({ n: 1000, device: own, backend: "auto" });
    await order.prepare();
    equal(order.failure.name, "MismatchError");
    same([...(await order.read())], [...order.elements()]);
    for (const device of [own, trusting]) device.destroy();
  });
}
