// Point sets.

import { ArgumentError, MismatchError, ParameterError, Points, StreamError, digest } from "seedbed";

import { equal, rejects, same, throws } from "./check.js";
import { broken, filled, read } from "./device.js";

/** Every set, on each backend, against the native digest. */
export async function pointDigests({ points: sets }, backends, device, test) {
  const make = {
    sobol: (options) => Points.sobol(options),
    scrambled: (options) => Points.sobol({ ...options, seed: 42 }),
    shifted: (options) => Points.sobol({ ...options, seed: 42, shift: true }),
    halton: (options) => Points.halton(options),
    permuted: (options) => Points.halton({ ...options, seed: 42 }),
    latin: (options) => Points.latinHypercube({ ...options, n: 20_000, seed: 42 }),
  };
  for (const backend of backends) {
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
}

export async function points(device, test) {
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
