// Draws one after the other, to arrays, buffers and commands.

import { Generator, NotPreparedError, StreamError, digest } from "seedbed";

import { equal, rejects, same, throws } from "./check.js";
import { read } from "./device.js";

export async function behaviour(device, test) {
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

  await test("integers of 64 bits are BigInts", async () => {
    const rng = await create();
    const bounds = { low: -(2n ** 63n), high: 2n ** 63n };
    const values = [...(await rng.integersI64(1000, bounds))];
    if (!values.some((value) => value > 2n ** 62n) || !values.some((value) => value < -(2n ** 62n))) {
      throw new Error(`of 64 bits: ${values.slice(0, 9)}`);
    }
    same(values, [...(await (await create({ backend: "cpu" })).integersI64(1000, bounds))]);
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
}
