// What runs inside a browser: the draws of cases.json, and the behaviour of the package.

import {
  ArgumentError, DeviceError, Generator, MismatchError, NoDeviceError, NotPreparedError, ParameterError, Permutation,
  Points, StreamError, digest, wgsl,
} from "../dist/index.js";
import { memory, watch } from "./watch.js";

const query = new URLSearchParams(location.search);

export async function run(say) {
  const result = { passed: 0, failed: [] };
  const test = async (name, body) => {
    const started = performance.now();
    try {
      await body();
      result.passed++;
      const seconds = (performance.now() - started) / 1000;
      if (seconds > 5) say(`${seconds.toFixed(0)} s: ${name}`);
    } catch (error) {
      result.failed.push(name);
      say(`FAILED ${name}: ${error?.stack ?? error}`);
    }
  };
  await withoutAdapter(test);
  const gpu = await Generator.create({ seed: 42, backend: "gpu" });
  say(`adapter: ${describe(gpu.device)}`);
  const cases = await (await fetch("/cases.json")).json();
  await firstSample(test, say);
  await digests(cases, gpu.device, test, say);
  await points(cases, gpu.device, test);
  await permutations(gpu.device, test);
  await inBuffers(gpu.device, test);
  await ownKernel(cases, gpu.device, test);
  await behaviour(gpu.device, test);
  await flat(gpu.device, test, say);
  say(`${result.passed} passed, ${result.failed.length} failed`);
  return result;
}

function describe(device) {
  const { vendor, architecture, description } = device.adapterInfo ?? {};
  return [vendor, architecture, description].filter(Boolean).join(" ") || "unnamed";
}

/** Before any device is opened: those that are open are not asked for again. */
async function withoutAdapter(test) {
  await test("without an adapter: a typed error, or the CPU", async () => {
    const { requestAdapter } = GPU.prototype;
    GPU.prototype.requestAdapter = async () => null;
    try {
      await rejects(NoDeviceError, () => Generator.create({ backend: "gpu" }), /adapter/);
      const rng = await Generator.create({ seed: 42 });
      equal(rng.backend, "cpu");
      equal(rng.device, undefined);
      await rejects(NoDeviceError, () => rng.fill({}, "normal", {}), /device/);
      throws(NoDeviceError, () => rng.encode({}, {}, "normal", {}), /GPU/);
      equal((await rng.normal(10)).length, 10);
      await rejects(NoDeviceError, () => Points.halton({ dimensions: 1, backend: "gpu" }), /adapter/);
      await rejects(NoDeviceError, () => Permutation.create({ seed: 1, n: 9, backend: "gpu" }), /adapter/);
      const halton = await Points.halton({ dimensions: 1 });
      equal(halton.backend, "cpu");
      equal((await halton.random(10)).length, 10);
      await rejects(NoDeviceError, () => halton.fill({}, 1), /device/);
      const order = await Permutation.create({ seed: 1, n: 9 });
      equal((await order.read()).length, 9);
      await rejects(NoDeviceError, () => order.fill({}), /device/);
    } finally {
      GPU.prototype.requestAdapter = requestAdapter;
    }
  });
}

/** From a device that nothing was compiled on to samples in an array; the median of seven. */
async function firstSample(test, say) {
  for (const [backend, most] of [["auto", 200], ["gpu", Infinity]]) {
    await test(`the first sample comes soon, ${backend}`, async () => {
      const times = [];
      for (let i = 0; i < 7; i++) {
        const adapter = await navigator.gpu.requestAdapter();
        const device = await adapter.requestDevice();
        const rng = await Generator.create({ seed: i, device, backend });
        const started = performance.now();
        const early = await rng.normal(1000);
        times.push(performance.now() - started);
        // By the same kernels, when they are there.
        await rng.prepare("normal");
        rng.seek(0);
        same([...(await rng.normal(1000))], [...early]);
        equal(rng.backend, "gpu");
        device.destroy();
      }
      const median = times.toSorted((a, b) => a - b)[3];
      say(`first 1000 normals after the device is there, ${backend}: median ${median.toFixed(0)} ms of ${times.map((t) => t.toFixed(0))}`);
      if (median > most) throw new Error(`${median} ms is more than ${most}`);
    });
  }
}

/** Every draw of the list, on the GPU and on the CPU, against the native digest. */
async function digests({ draws }, device, test, say) {
  for (const backend of ["cpu", "gpu"]) {
    const started = performance.now();
    for (const { engine, name, parameters, each, count, position, digest: expected } of draws) {
      const title = `${backend} ${engine} ${name} ${JSON.stringify(parameters ?? each)}`;
      await test(title, async () => {
        const rng = await Generator.create({ seed: 42, engine, backend, device });
        rng.seek(position);
        const found = await digest(await rng.sample(name, count, parameters ?? arrays(each, count)));
        equal(found, expected);
        equal(rng.backend, backend);
      });
    }
    say(`${draws.length} draws on the ${backend}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

/** Parameters of sample i: a + b · (i mod m). */
function arrays(each, count) {
  const entries = Object.entries(each);
  return Object.fromEntries(entries.map(([key, [a, b, m]]) => [key, Float32Array.from({ length: count }, (_, i) => a + b * (i % m))]));
}

/** Every set, on the GPU and on the CPU, against the native digest. */
async function points({ points: sets }, device, test) {
  const make = {
    sobol: (options) => Points.sobol(options),
    scrambled: (options) => Points.sobol({ ...options, seed: 42 }),
    shifted: (options) => Points.sobol({ ...options, seed: 42, shift: true }),
    halton: (options) => Points.halton(options),
    permuted: (options) => Points.halton({ ...options, seed: 42 }),
    latin: (options) => Points.latinHypercube({ ...options, n: 20_000, seed: 42 }),
  };
  for (const backend of ["cpu", "gpu"]) {
    for (const { set, dimensions, digest: expected } of sets) {
      await test(`${backend} points: ${set}`, async () => {
        const points = await make[set]({ dimensions, device, backend });
        points.seek(3);
        const uniform = await points.random(10_000);
        equal(points.position, 10_003);
        points.seek(3);
        const normal = await points.random(10_000, "normal64");
        equal(await digest([uniform, normal]), expected);
        equal(points.backend, backend);
      });
    }
  }
  await test("points through distributions with tables, in several chunks, not awaited", async () => {
    const sobol = (backend) => Points.sobol({ dimensions: 3, seed: 7, device, backend });
    const [gpu, cpu] = [await sobol("gpu"), await sobol("cpu")];
    const draws = [["gamma", { shape: 2.5 }, 700], ["poisson", { lam: 1000 }, 300], ["integers_i64", { low: -5, high: 9e15 }, 257], ["standard", {}, 2_000_001]];
    const together = await Promise.all(draws.map(([name, parameters, n]) => gpu.random(n, name, parameters)));
    for (const [i, [name, parameters, n]] of draws.entries()) {
      equal(await digest(together[i]), await digest(await cpu.random(n, name, parameters)));
    }
    equal(gpu.position, cpu.position);
  });
  await test("points fill buffers of the page, and nothing beside", async () => {
    for (const backend of ["gpu", "cpu"]) {
      const latin = await Points.latinHypercube({ dimensions: 2, n: 1000, seed: 3, device, backend });
      const buffer = filled(device, 4 * 2010);
      latin.seek(10);
      await latin.fill(buffer, 900, "normal", { mean: 170, std: 8 }, { offset: 20 });
      equal(latin.position, 910);
      const words = await read(device, buffer);
      latin.seek(10);
      const expected = new Uint32Array((await latin.random(900, "normal", { mean: 170, std: 8 })).buffer);
      same([...words.slice(0, 5)], new Array(5).fill(7));
      same([...words.slice(5, 1805)], [...expected]);
      same([...words.slice(1805)], new Array(205).fill(7));
      buffer.destroy();
    }
  });
  await test("points: errors, after which they stand where they stood", async () => {
    await rejects(ArgumentError, () => Points.sobol({ dimensions: 0 }), /0 dimensions/);
    await rejects(ArgumentError, () => Points.halton({ dimensions: 7000 }), /7000 dimensions.*6542/);
    await rejects(ArgumentError, () => Points.halton({ dimensions: 1, backend: "webgl" }), /webgl/);
    for (const backend of ["cpu", "gpu"]) {
      const latin = await Points.latinHypercube({ dimensions: 2, n: 10, seed: 1, device, backend });
      latin.seek(1);
      await rejects(StreamError, () => latin.random(10), /10 points/);
      await rejects(ArgumentError, () => latin.random(1, "normal_f16"), /16|2 bytes/);
      await rejects(ArgumentError, () => latin.random(1, "unit_disc"), /vectors|numbers/);
      await rejects(ParameterError, () => latin.random(1, "normal", { std: -1 }), /std is -1/);
      await rejects(ArgumentError, () => latin.random(-1), /-1/);
      throws(StreamError, () => latin.seek(11), /11/);
      const small = filled(device, 64);
      await rejects(ArgumentError, () => latin.fill(small, 9), /9 samples of 8 bytes/);
      await rejects(ArgumentError, () => latin.fill(small, 1, "standard", {}, { offset: 6 }), /multiple of 4/);
      await rejects(ArgumentError, () => latin.fill(small, 1, "normal", { mean: small }), /numbers/);
      const other = device.createBuffer({ size: 64, usage: GPUBufferUsage.UNIFORM });
      await rejects(ArgumentError, () => latin.fill(other, 1), /STORAGE/);
      equal(latin.position, 1);
    }
  });
  await test("a wrong kernel of points is found, and the CPU carries on", async () => {
    const own = await broken("gray_code(index), ", "gray_code(index ^ 1u), ");
    const strict = await Points.sobol({ dimensions: 2, seed: 1, device: own, backend: "gpu" });
    await rejects(MismatchError, () => strict.random(10), /seedbed\.standard\.sobol/);
    equal(strict.position, 0);
    const trusting = await broken("gray_code(index), ", "gray_code(index ^ 1u), ");
    const unchecked = await Points.sobol({ dimensions: 2, seed: 1, device: trusting, backend: "gpu", selfCheck: false });
    const sobol = await Points.sobol({ dimensions: 2, seed: 1, device: own });
    const right = await digest(await sobol.random(1000));
    equal((await digest(await unchecked.random(1000))) === right, false);
    await sobol.prepare();
    equal(sobol.failure.name, "MismatchError");
    sobol.seek(0);
    equal(await digest(await sobol.random(1000)), right);
    for (const device of [own, trusting]) device.destroy();
  });
}

async function permutations(device, test) {
  const create = (options) => Permutation.create({ seed: 42, device, backend: "gpu", ...options });
  await test("permutations", async () => {
    const order = await Permutation.create({ seed: 42, n: 1000 });
    const all = order.elements();
    same([...all].sort((a, b) => a - b), Array.from({ length: 1000 }, (_, i) => i));
    same([...order.elements(500, 3)], [...all.slice(500, 503)]);
    throws(ArgumentError, () => order.elements(999, 2));
    await rejects(ArgumentError, () => Permutation.create({ seed: 1, n: 2 ** 33 }));
  });
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

/** Parameters by element that the page has on its device. */
async function inBuffers(device, test) {
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

/** A device of its own, whose kernels have another text in the place of one. */
async function broken(text, other) {
  const own = await (await navigator.gpu.requestAdapter()).requestDevice();
  const make = own.createShaderModule.bind(own);
  own.createShaderModule = ({ code, label }) => make({ label, code: code.replace(text, other) });
  return own;
}

/** A buffer of so many bytes whose words are 7. */
function filled(device, size) {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size, usage });
  device.queue.writeBuffer(buffer, 0, new Uint32Array(size / 4).fill(7));
  return buffer;
}

/** A kernel with a library draws what the host draws at the same places. */
async function ownKernel({ library: expected }, device, test) {
  await test("wgsl: a kernel of one's own", async () => {
    const size = 64;
    const library = await wgsl({
      draws: { waited: { distribution: "gamma", parameters: { shape: 2.5 } }, kick: { withParameters: "normal" } },
    });
    const code = `${library.source}
      @group(0) @binding(0) var<storage, read_write> out: array<vec2<f32>>;
      @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
        var random = seedbed_at_2d(id.xy, 3u);
        let first = seedbed_waited(&random);
        let second = seedbed_kick(&random, 0.5, f32(1u + id.x));
        out[id.y * ${size}u + id.x] = vec2<f32>(first, second);
      }`;
    const upload = (words) => {
      const buffer = device.createBuffer({ size: words.byteLength, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
      device.queue.writeBuffer(buffer, 0, words);
      return { buffer };
    };
    const out = device.createBuffer({ size: 8 * size * size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
    const pipeline = await device.createComputePipelineAsync({
      layout: "auto",
      compute: { module: device.createShaderModule({ code }), entryPoint: "main" },
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const bind = (group, resources) =>
      pass.setBindGroup(group, device.createBindGroup({
        layout: pipeline.getBindGroupLayout(group),
        entries: resources.map((resource, binding) => ({ binding, resource })),
      }));
    pass.setPipeline(pipeline);
    bind(0, [{ buffer: out }]);
    bind(1, [upload(library.keys(42)), upload(library.tables)]);
    pass.dispatchWorkgroups(1, size);
    pass.end();
    device.queue.submit([encoder.finish()]);
    equal(library.thresholds.length, 0);
    equal(await digest(await read(device, out)), expected);
  });
  await test("wgsl: errors", async () => {
    await rejects(ArgumentError, () => wgsl({ draws: { Kick: { distribution: "normal" } } }), /Kick/);
    await rejects(ArgumentError, () => wgsl({ draws: { dot: { distribution: "unit_disc" } } }), /dot/);
    await rejects(ArgumentError, () => wgsl({ draws: { g: { withParameters: "gamma" } } }), /gamma/);
    await rejects(ParameterError, () => wgsl({ draws: { g: { distribution: "gamma", parameters: { shape: -1 } } } }), /-1/);
    await rejects(ArgumentError, () => wgsl({ bindings: { group: 0, keys: 1, tables: 1, thresholds: 2 } }), /binding 1/);
  });
}

/** After some draws of each kind, a thousand more make no buffer and let WebAssembly's memory be. */
async function flat(device, test, say) {
  await test("memory stays flat over 1,000 draws", async () => {
    const rng = await Generator.create({ seed: 42, device, backend: "gpu" });
    const cpu = await Generator.create({ seed: 42, device, backend: "cpu" });
    const target = device.createBuffer({ size: 1 << 20, usage: GPUBufferUsage.STORAGE });
    const mean = new Float32Array(1000).fill(1);
    const std = device.createBuffer({ size: 4000, usage: GPUBufferUsage.STORAGE });
    const halton = await Points.halton({ dimensions: 3, seed: 1, device, backend: "gpu" });
    const order = await Permutation.create({ seed: 1, n: 1000, device, backend: "gpu" });
    const round = async (i) => {
      switch (i % 9) {
        case 0: return rng.normal(1000 + (i % 7), { mean: i });
        case 1: return rng.fill(target, "gamma", { shape: 2 });
        case 2: return cpu.poisson(5000, { lam: 3 });
        case 3: return rng.unitBall(500);
        case 4: return halton.random(1000, "normal");
        case 5: return order.read();
        case 6: return rng.normal(1000, { mean, std });
        case 7: return order.shuffle({ buffer: std, size: 4000 }, { buffer: target, size: 4000 });
        default: return rng.normal(1000, { mean });
      }
    };
    for (let i = 0; i < 100; i++) await round(i);
    const watched = watch(device);
    const [before, pages] = [watched.alive(), memory()];
    for (let i = 100; i < 1100; i++) await round(i);
    watched.stop();
    say(`after 1,000 draws: ${watched.alive() - before} more buffers, ${memory() - pages} more bytes of WebAssembly`);
    equal(watched.made > 0, true); // those of parameters by element, which come and go
    equal(watched.alive(), before);
    equal(memory(), pages);
    target.destroy();
    std.destroy();
  });
}

async function behaviour(device, test) {
  const create = (options) => Generator.create({ seed: 42, device, backend: "gpu", ...options });

  await test("drawing 10 and then 20 equals drawing 30", async () => {
    const [whole, parts] = [await create(), await create()];
    const all = await whole.normal(30);
    same([...(await parts.normal(10)), ...(await parts.normal(20))], [...all]);
    equal(parts.position, 30n);
  });

  await test("draws that are not awaited keep their order", async () => {
    const [one, other] = [await create(), await create()];
    const together = await Promise.all([one.normal(1000), one.uniform(5, { low: 0, high: 1 }), one.normal64(7)]);
    const after = [await other.normal(1000), await other.uniform(5, { low: 0, high: 1 }), await other.normal64(7)];
    same(together.map(String), after.map(String));
  });

  await test("position, seek, clone and spawn", async () => {
    const rng = await create({ engine: "chacha8" });
    const first = await rng.bits32(100);
    const snapshot = rng.clone();
    rng.seek(50);
    same([...(await rng.bits32(50))], [...first.slice(50)]);
    equal(snapshot.position, 100n);
    const [, child] = rng.spawn(2);
    equal(child.seed, "42/1");
    const named = await create({ engine: "chacha8", seed: "42/1" });
    same([...(await child.bits32(9))], [...(await named.bits32(9))]);
    rng.seek(2n ** 64n - 1n);
    equal((await rng.bits32(1)).length, 1);
    await rejects(StreamError, () => rng.bits32(1));
    equal(rng.position, 2n ** 64n);
  });

  await test("a draw of several chunks", async () => {
    const [gpu, cpu] = [await create(), await create({ backend: "cpu" })];
    gpu.seek(3);
    cpu.seek(3);
    const n = 2 * (1 << 22) + 5;
    equal(await digest(await gpu.normal(n)), await digest(await cpu.normal(n)));
  });

  await test("fill writes its samples and nothing else", async () => {
    for (const backend of ["gpu", "cpu"]) {
      const rng = await create({ backend });
      const buffer = device.createBuffer({
        size: 4 * 5000,
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      });
      device.queue.writeBuffer(buffer, 0, new Uint32Array(5000).fill(7));
      await rng.fill(buffer, "bits32", {}, { offset: 12, count: 4500 });
      const words = await read(device, buffer);
      const expected = await (await create()).bits32(4500);
      same([...words.slice(0, 3)], [7, 7, 7]);
      same([...words.slice(3, 4503)], [...expected]);
      same([...words.slice(4503)], new Array(497).fill(7));
      equal(rng.position, 4500n);
      buffer.destroy();
    }
  });

  await test("encode records, once prepared", async () => {
    const rng = await create({ engine: "threefry4x32_20" });
    const buffer = device.createBuffer({ size: 4 * 1001, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
    const parameters = { p: 0.25 };
    const encoder = device.createCommandEncoder();
    const own = await (await navigator.gpu.requestAdapter()).requestDevice();
    const fresh = await create({ device: own });
    const elsewhere = own.createBuffer({ size: 4096, usage: GPUBufferUsage.STORAGE });
    throws(NotPreparedError, () => fresh.encode(own.createCommandEncoder(), elsewhere, "geometric", parameters), /prepare/);
    equal(fresh.position, 0n);
    own.destroy();
    await rng.prepare("geometric", parameters);
    rng.encode(encoder, buffer, "geometric", parameters, { offset: 4, count: 1000 });
    device.queue.submit([encoder.finish()]);
    equal(rng.position, 1000n);
    const expected = await (await create({ engine: "threefry4x32_20" })).geometric(1000, parameters);
    same([...(await read(device, buffer))].slice(1), [...expected]);
  });

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

  await test("integers of 64 bits are BigInts", async () => {
    const rng = await create();
    const bounds = { low: -(2n ** 63n), high: 2n ** 63n };
    const values = [...(await rng.integersI64(1000, bounds))];
    if (!values.some((value) => value > 2n ** 62n) || !values.some((value) => value < -(2n ** 62n))) {
      throw new Error(`of 64 bits: ${values.slice(0, 9)}`);
    }
    same(values, [...(await (await create({ backend: "cpu" })).integersI64(1000, bounds))]);
  });

  await test("a wrong kernel is found, and the CPU carries on", async () => {
    const own = await broken("store_block(counter, key, ", "store_block(counter ^ vec4<u32>(0u, 0u, 1u, 0u), key, ");
    const strict = await Generator.create({ seed: 42, device: own, backend: "gpu" });
    await rejects(MismatchError, () => strict.normal(10), /seedbed\.normal_standard/);
    equal(strict.position, 0n);
    const rng = await Generator.create({ seed: 42, device: own });
    await rng.prepare("normal");
    equal(rng.backend, "cpu");
    equal(rng.failure.name, "MismatchError");
    same([...(await rng.normal(10))], [...(await (await create()).normal(10))]);
    // Too many to be made while kernels are compiled.
    const late = await Generator.create({ seed: 42, device: own });
    const n = (1 << 20) + 1;
    equal(await digest(await late.normal(n)), await digest(await (await create()).normal(n)));
    equal(late.failure.name, "MismatchError");
    own.destroy();
  });

  await test("what is no seed, name, option, device or buffer is an argument error", async () => {
    for (const seed of [true, {}, null, [1], 1.5, -1, NaN, -1n, "x"]) {
      await rejects(ArgumentError, () => Generator.create({ seed }), /seed|"x"/);
      await rejects(ArgumentError, () => Points.halton({ dimensions: 1, seed }), /seed|"x"/);
      await rejects(ArgumentError, () => Permutation.create({ n: 1, seed }), /seed|"x"/);
    }
    await rejects(ArgumentError, () => Generator.create(null), /options: null/);
    await rejects(ArgumentError, () => Generator.create({ engine: 3 }), /engine is 3/);
    for (const other of [null, {}, await navigator.gpu.requestAdapter()]) {
      await rejects(ArgumentError, () => Generator.create({ device: other }), /GPUDevice/);
    }
    throws(ArgumentError, () => new Generator(), /create/);
    for (const make of [Points.sobol, Points.halton, Points.latinHypercube, Permutation.create]) {
      await rejects(ArgumentError, () => make(), /options: undefined/);
    }
    await rejects(ArgumentError, () => Permutation.create({ n: 1 }), /seed is undefined/);
    const rng = await create({ backend: "gpu" });
    for (const name of [undefined, 3, null]) await rejects(ArgumentError, () => rng.sample(name, 1), /distribution is/);
    await rejects(ArgumentError, () => rng.normal(1, 5), /normal: 5/);
    for (const position of [undefined, "1", 0.5]) throws(ArgumentError, () => rng.seek(position), /no integer/);
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

  await test("a buffer that cannot be filled is an error, and the device stays", async () => {
    const other = await (await navigator.gpu.requestAdapter()).requestDevice();
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const destroyed = device.createBuffer({ size: 64, usage });
    destroyed.destroy();
    const foreign = other.createBuffer({ size: 64, usage });
    for (const backend of ["auto", "gpu", "cpu"]) {
      const rng = await create({ backend });
      for (const buffer of [destroyed, foreign]) {
        await rejects(DeviceError, () => rng.fill(buffer, "normal"), /buffer/i);
      }
      equal(rng.position, 0n);
      equal(rng.failure, undefined);
      equal(rng.backend, backend === "cpu" ? "cpu" : "gpu");
      const buffer = device.createBuffer({ size: 64, usage });
      await rng.fill(buffer, "normal");
      same([...new Float32Array((await read(device, buffer)).buffer)], [...(await (await create()).normal(16))]);
      buffer.destroy();
    }
    other.destroy();
  });

  await test("where a device has too few storage buffers for parameters by element, the CPU draws those", async () => {
    const own = await (await navigator.gpu.requestAdapter()).requestDevice();
    const said = [];
    own.onuncapturederror = ({ error }) => said.push(error.message);
    own.createPipelineLayout = ({ bindGroupLayouts: [first, ...more] }) =>
      GPUDevice.prototype.createPipelineLayout.call(own, { bindGroupLayouts: Array(more.length ? 99 : 1).fill(first) });
    const rng = await Generator.create({ seed: 42, device: own });
    const cpu = await create({ backend: "cpu" });
    await rng.prepare("normal");
    same([...(await rng.normal(100))], [...(await cpu.normal(100))]);
    equal(rng.backend, "gpu");
    const mean = Float32Array.from({ length: 100 }, (_, i) => i);
    await rng.prepare("normal", { mean });
    same([...(await rng.normal(100, { mean }))], [...(await cpu.normal(100, { mean }))]);
    equal(rng.backend, "cpu");
    equal(rng.failure.name, "DeviceError");
    same(said, []);
    own.destroy();
  });

  await test("a lost device is replaced by the CPU", async () => {
    const own = await (await navigator.gpu.requestAdapter()).requestDevice();
    const rng = await Generator.create({ seed: 42, device: own });
    const strict = await Generator.create({ seed: 42, device: own, backend: "gpu" });
    const buffer = own.createBuffer({ size: 64, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
    await rng.prepare("normal");
    const first = await rng.normal(100);
    equal(rng.backend, "gpu");
    own.destroy();
    const all = [...first, ...(await rng.normal(100))];
    same(all, [...(await (await create()).normal(200))]);
    equal(rng.backend, "cpu");
    await rejects(DeviceError, () => strict.normal(1));
    await rejects(DeviceError, () => rng.fill(buffer, "normal"), /lost|destroyed/i);
    equal(rng.position, 200n);
  });

  await test("vectors and draws by element, recorded and filled", async () => {
    const buffer = device.createBuffer({ size: 12 * 1000 + 8, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
    const rng = await create();
    rng.seek(1);
    await rng.prepare("unit_sphere");
    const encoder = device.createCommandEncoder();
    rng.encode(encoder, buffer, "unit_sphere", {}, { offset: 8, count: 1000 });
    device.queue.submit([encoder.finish()]);
    equal(rng.position, 2001n);
    const cpu = await create({ backend: "cpu" });
    cpu.seek(1);
    const expected = new Uint32Array((await cpu.unitSphere(1000)).buffer);
    same([...(await read(device, buffer)).slice(2)], [...expected]);
    const mean = Float32Array.from({ length: 2999 }, (_, i) => i);
    await rng.fill(buffer, "normal", { mean, std: 2 }, { offset: 4 });
    const normal = new Uint32Array((await cpu.normal(2999, { mean, std: 2 })).buffer);
    same([...(await read(device, buffer)).slice(1, 3000)], [...normal]);
    equal(rng.position, cpu.position);
    buffer.destroy();
  });

  await test("16-bit floats are those of binary16", async () => {
    const bits = await (await create()).normalF16(1001);
    equal(bits instanceof Uint16Array, true);
    const values = await (await create()).normal(1001);
    const value = (x) => {
      const [sign, exponent, fraction] = [x >> 15 ? -1 : 1, (x >> 10) & 31, x & 1023];
      return sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24);
    };
    bits.forEach((x, i) => {
      if (Math.abs(value(x) - values[i]) > Math.max(1e-6, Math.abs(values[i]) / 1024)) throw new Error(`${value(x)}, ${values[i]}`);
    });
  });

  await test("a worker draws the same, on the CPU and on a GPU of its own", async () => {
    const expected = await digest(await (await create()).normal(10_000));
    for (const backend of ["cpu", "gpu"]) {
      const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
      const answer = await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage({ seed: 42, backend });
      });
      worker.terminate();
      equal(answer.digest, expected);
      equal(answer.backend, backend);
    }
  });

  if (query.has("certificate")) {
    await test("the certificate", async () => {
      const rng = await create();
      equal(await digest(await rng.normal(2 ** 24)), query.get("certificate"));
    });
  }
}

async function read(device, buffer) {
  const staging = device.createBuffer({ size: buffer.size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const words = new Uint32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return words;
}

function equal(found, expected) {
  if (!Object.is(found, expected)) throw new Error(`${found} is not ${expected}`);
}

function same(found, expected) {
  equal(found.length, expected.length);
  const i = found.findIndex((x, j) => !Object.is(x, expected[j]));
  if (i >= 0) throw new Error(`at ${i}: ${found[i]} is not ${expected[i]}`);
}

function isRight(error, type, pattern) {
  const isType = typeof type === "function" ? error instanceof type : error.name === type.name;
  if (!isType || (pattern && !pattern.test(error.message))) throw new Error(`another error: ${error.stack ?? error}`);
}

function throws(type, work, pattern) {
  try {
    work();
  } catch (error) {
    isRight(error, type, pattern);
    return;
  }
  throw new Error("no error");
}

async function rejects(type, work, pattern) {
  try {
    await work();
  } catch (error) {
    isRight(error, type, pattern);
    return;
  }
  throw new Error("no error");
}
