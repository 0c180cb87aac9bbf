// Where there is no adapter; how soon the first samples come; what stays in memory.

import { Generator, NoDeviceError, Permutation, Points } from "seedbed";

import { equal, rejects, same, throws } from "./check.js";
import { memory, watch } from "./watch.js";

/** Before any device is opened: those that are open are not asked for again. */
export async function withoutAdapter(test) {
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
export async function firstSample(test, say) {
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

/** After some draws of each kind, a thousand more make no buffer and let WebAssembly's memory be. */
export async function flat(device, test, say) {
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
