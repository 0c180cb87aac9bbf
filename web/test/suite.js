// What runs inside a browser: the draws of cases.json, and the behaviour of the package.

import { ArgumentError, Generator, NotPreparedError, ParameterError, Permutation, StreamError, digest } from "../dist/index.js";

const query = new URLSearchParams(location.search);

export async function run(say) {
  const result = { passed: 0, failed: [] };
  const test = async (name, body) => {
    try {
      await body();
      result.passed++;
    } catch (error) {
      result.failed.push(name);
      say(`FAILED ${name}: ${error?.stack ?? error}`);
    }
  };
  const gpu = await Generator.create({ seed: 42, backend: "gpu" });
  say(`adapter: ${describe(gpu.device)}`);
  await digests(gpu.device, test, say);
  await behaviour(gpu.device, test);
  say(`${result.passed} passed, ${result.failed.length} failed`);
  return result;
}

function describe(device) {
  const { vendor, architecture, description } = device.adapterInfo ?? {};
  return [vendor, architecture, description].filter(Boolean).join(" ") || "unnamed";
}

/** Every draw of the list, on the GPU and on the CPU, against the native digest. */
async function digests(device, test, say) {
  const cases = await (await fetch("/cases.json")).json();
  for (const backend of ["cpu", "gpu"]) {
    const started = performance.now();
    for (const { engine, name, parameters, count, position, digest: expected } of cases) {
      const title = `${backend} ${engine} ${name} ${JSON.stringify(parameters)}`;
      await test(title, async () => {
        const rng = await Generator.create({ seed: 42, engine, backend, device });
        rng.seek(position);
        const found = await digest(await rng.sample(name, count, parameters));
        equal(found, expected);
      });
    }
    say(`${cases.length} draws on the ${backend}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
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
    const fresh = await create({ engine: "chacha20" });
    throws(NotPreparedError, () => fresh.encode(encoder, buffer, "geometric", parameters));
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
    await rejects(ArgumentError, () => rng.normal(-1), /-1 samples/);
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
    const own = await (await navigator.gpu.requestAdapter()).requestDevice();
    const make = own.createShaderModule.bind(own);
    own.createShaderModule = ({ code, label }) =>
      make({ label, code: code.replace("store_block(counter, key, ", "store_block(counter ^ vec4<u32>(0u, 0u, 1u, 0u), key, ") });
    const strict = await Generator.create({ seed: 42, device: own, backend: "gpu" });
    await rejects({ name: "MismatchError" }, () => strict.normal(10), /seedbed\.normal_standard/);
    equal(strict.position, 0n);
    const rng = await Generator.create({ seed: 42, device: own });
    same([...(await rng.normal(10))], [...(await (await create()).normal(10))]);
    equal(rng.backend, "cpu");
    equal(rng.failure.name, "MismatchError");
    own.destroy();
  });

  await test("a lost device is replaced by the CPU", async () => {
    const own = await (await navigator.gpu.requestAdapter()).requestDevice();
    const rng = await Generator.create({ seed: 42, device: own });
    const strict = await Generator.create({ seed: 42, device: own, backend: "gpu" });
    const first = await rng.normal(100);
    own.destroy();
    const all = [...first, ...(await rng.normal(100))];
    same(all, [...(await (await create()).normal(200))]);
    equal(rng.backend, "cpu");
    await rejects({ name: "DeviceError" }, () => strict.normal(1));
  });

  await test("permutations", async () => {
    const order = await Permutation.create({ seed: 42, n: 1000 });
    const all = order.elements();
    same([...all].sort((a, b) => a - b), Array.from({ length: 1000 }, (_, i) => i));
    same([...order.elements(500, 3)], [...all.slice(500, 503)]);
    throws(ArgumentError, () => order.elements(999, 2));
    await rejects(ArgumentError, () => Permutation.create({ seed: 1, n: 2 ** 33 }));
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
