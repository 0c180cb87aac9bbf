// Devices and buffers that fail.

import { DeviceError, Generator, MismatchError, digest } from "seedbed";

import { equal, rejects, same } from "./check.js";
import { broken, read } from "./device.js";

export async function failures(device, test) {
  const create = (options) => Generator.create({ seed: 42, device, backend: "gpu", ...options });

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
}
