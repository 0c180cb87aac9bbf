// Parameters by element that the page has on its device.

import { ArgumentError, Generator, ParameterError, digest } from "seedbed";

import { equal, rejects, same } from "./check.js";
import { filled, read } from "./device.js";

export async function inBuffers(device, test) {
  const create = (options) => Generator.create({ seed: 42, device, backend: "gpu", ...options });
  const upload = (values, usage = GPUBufferUsage.STORAGE) => {
    const buffer = device.createBuffer({ size: values.byteLength, usage: usage | GPUBufferUsage.COPY_DST });
    device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  };
  const n = 3000;
  const of = (a, b, m) => Float32Array.from({ length: n }, (_, i) => a + b * (i % m));
  const values = { mean: of(-3, 0.5, 1000), std: of(0, 1, 7), low: of(-1, 0, 1), high: of(1, 0.25, 100), p: of(0, 0.125, 9) };
  const cases = [
    ["normal", { mean: values.mean, std: values.std }],
    ["normal", { mean: 5, std: values.std }],
    ["normal", { mean: values.mean }],
    ["uniform", { low: -2, high: values.high }],
    ["uniform", { low: values.low, high: values.high }],
    ["exponential", { scale: values.std }],
    ["laplace", { loc: values.mean, scale: values.std }],
    ["bernoulli", { p: values.p }],
  ];
  const words = (samples) => [...new Uint32Array(samples.buffer)];
  await test("parameters in buffers make the samples of arrays", async () => {
    for (const [name, parameters] of cases) {
      const arrays = await create({ backend: "cpu" });
      arrays.seek(7);
      const expected = words(await arrays.sample(name, n, parameters));
      const entries = Object.entries(parameters);
      // All arrays in buffers; the first of them alone; from byte 12 of a larger one on.
      const bound = entries.map(([key, value]) => [key, ArrayBuffer.isView(value) ? upload(value) : value]);
      const mixed = entries.map(([key, value], i) => (ArrayBuffer.isView(value) && (i === 0 || entries.length === 1) ? bound[i] : [key, value]));
      const placed = entries.map(([key, value]) =>
        [key, ArrayBuffer.isView(value) ? { buffer: upload(new Float32Array([9, 9, 9, ...value, 9])), offset: 12, size: 4 * n } : value]);
      for (const given of [bound, mixed, placed].map((some) => Object.fromEntries(some))) {
        const rng = await create();
        rng.seek(7);
        const target = filled(device, 4 * n + 8);
        await rng.fill(target, name, given, { offset: 4, count: n });
        const found = [...(await read(device, target))];
        same([found[0], found[n + 1]], [7, 7]);
        same(found.slice(1, n + 1), expected);
        equal(rng.position, arrays.position);
        rng.seek(7);
        same(words(await rng.sample(name, n, given)), expected);
        rng.seek(7);
        await rng.prepare(name, given);
        const encoder = device.createCommandEncoder();
        const fresh = filled(device, 4 * n);
        rng.encode(encoder, fresh, name, given);
        device.queue.submit([encoder.finish()]);
        same([...(await read(device, fresh))], expected);
        equal(rng.position, arrays.position);
        for (const buffer of [target, fresh]) buffer.destroy();
      }
    }
  });
  await test("parameters in buffers, in several chunks", async () => {
    const many = (1 << 22) + 4099;
    const mean = Float32Array.from({ length: many }, (_, i) => i % 1013);
    const std = Float32Array.from({ length: many }, (_, i) => i % 17);
    const [gpu, cpu] = [await create(), await create({ backend: "cpu" })];
    equal(await digest(await gpu.normal(many, { mean: upload(mean), std })), await digest(await cpu.normal(many, { mean, std })));
  });
  await test("parameters outside the domain in buffers make NaN, or 0", async () => {
    const rng = await create();
    const wrong = upload(new Float32Array([-1, NaN, Infinity, 2]));
    const found = words(await rng.normal(4, { std: wrong }));
    same(found.slice(0, 3), new Array(3).fill(0x7fc00000));
    equal(rng.position, 4n);
    const expected = await create();
    same(found.slice(3), words(await expected.normal(4, { std: [1, 1, 1, 2] })).slice(3));
    same(words(await rng.bernoulli(4, { p: wrong })), [0, 0, 0, 0]);
    same(words(await rng.uniform(4, { low: wrong, high: -2 })), new Array(4).fill(0x7fc00000));
  });
  await test("buffers of parameters that cannot be", async () => {
    const mean = upload(new Float32Array(10));
    const target = filled(device, 80);
    for (const backend of ["cpu", "auto"]) {
      const own = backend === "auto" ? await Generator.create({ seed: 42, device, backend: "cpu" }) : await create({ backend });
      await rejects(ArgumentError, () => own.fill(target, "normal", { mean }), /GPUBuffer/);
      await rejects(ArgumentError, () => own.normal(10, { mean }), /GPUBuffer/);
      equal(own.position, 0n);
    }
    const rng = await create();
    await rejects(ArgumentError, () => rng.fill(target, "normal", { mean }, { count: 11 }), /11 samples.*10/);
    await rejects(ArgumentError, () => rng.fill(target, "normal", { mean, std: upload(new Float32Array(9)) }), /10.*9/);
    await rejects(ArgumentError, () => rng.fill(target, "normal", { mean, std: new Float32Array(11) }), /11.*10/);
    await rejects(ArgumentError, () => rng.normal(11, { mean }), /11 samples.*10/);
    await rejects(ArgumentError, () => rng.fill(target, "normal", { mean: target }, { count: 5 }), /another/);
    await rejects(ArgumentError, () => rng.fill(target, "normal", { mean: { buffer: mean, offset: 2 } }), /mean.*multiple of 4/);
    await rejects(ArgumentError, () => rng.fill(target, "normal", { mean: { buffer: mean, offset: 8, size: 36 } }), /mean: 36 bytes from byte 8/);
    await rejects(ArgumentError, () => rng.fill(target, "normal", { mean: upload(new Float32Array(4), GPUBufferUsage.UNIFORM) }), /mean.*STORAGE/);
    await rejects(ParameterError, () => rng.fill(target, "normal", { mean, std: -1 }), /std is -1/);
    await rejects(ParameterError, () => rng.fill(target, "normal", { mean, std: new Float32Array(10).fill(-1) }), /std is -1/);
    await rejects(ParameterError, () => rng.fill(target, "normal", { mean, sd: 1 }), /sd/);
    await rejects(ParameterError, () => rng.fill(target, "gamma", { shape: mean }), /gamma.*buffers/);
    await rejects(ArgumentError, () => rng.fill(target, "normal", { mean: {} }), /GPUBuffer/);
    equal(rng.position, 0n);
    // As many as there are, of two that are longer than the count.
    await rng.fill(target, "normal", { mean, std: upload(new Float32Array(9)) }, { count: 9 });
    equal(rng.position, 9n);
  });
}
