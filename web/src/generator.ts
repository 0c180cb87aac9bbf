// Generators: a stream, and what draws from it.

import { Drawer } from "./device.js";
import type {
  ArrayOf,
  DistributionMethods,
  DistributionName,
  ParametersArgument,
  ParametersOf,
} from "./distributions.js";
import { allocated, arrayFor, checkCount, drawOf, release, sampleOnCpu, type Draw } from "./draw.js";
import { ArgumentError, DeviceError, MismatchError, NoDeviceError, typed } from "./errors.js";
import * as wasm from "./wasm.js";

/** The engines; `threefry4x32_20` is the default. */
export type Engine = "threefry4x32_20" | "philox4x32_10" | "chacha8" | "chacha12" | "chacha20";

/**
 * Where samples are made: `"gpu"`, `"cpu"`, or `"auto"`, which is the GPU where there is one that is not
 * itself computed on the CPU, and the CPU otherwise and from the first failure on. Under `"auto"` the CPU also
 * makes draws of up to 2²⁰ samples of a distribution whose kernels are still being compiled. The bits are equal.
 */
export type Backend = "auto" | "gpu" | "cpu";

/** Options of {@link Generator.create}. */
export interface GeneratorOptions {
  /**
   * The seed: a non-negative integer of any size, or text as `"42/0/1"`, entropy and the path of spawned
   * children. Equal seeds, equal samples. By default 128 random bits: `seed` tells which.
   */
  seed?: number | bigint | string;
  /** The engine. */
  engine?: Engine;
  /** The page's own device. By default one is opened, the same for all generators. */
  device?: GPUDevice;
  /** Where samples are made; `"auto"` by default. */
  backend?: Backend;
  /** Compare the first tile of each kernel with the CPU's before it is trusted; on by default. */
  selfCheck?: boolean;
}

/** Samples that the CPU makes, under `"auto"`, while kernels are compiled: some 50 ms of them. */
const EARLY = 1 << 20;

/** Where in a buffer samples go. */
export interface Target {
  /** The first byte; a multiple of 4. 0 by default. */
  offset?: number;
  /** How many samples; by default as many as fit behind `offset`. */
  count?: number;
}

const ownDevices = new Map<Backend, Promise<GPUDevice | undefined>>();

/** A device of our own; none where the only adapter computes on the CPU itself. */
async function openDevice(evenSoftware: boolean): Promise<GPUDevice> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) throw new NoDeviceError("this browser has no WebGPU, or not on this page (is it served by https?)");
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new NoDeviceError("WebGPU found no adapter");
  if (adapter.info?.isFallbackAdapter && !evenSoftware) {
    throw new NoDeviceError("the only adapter computes on the CPU itself");
  }
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  return adapter.requestDevice({
    label: "seedbed",
    requiredLimits: { maxStorageBufferBindingSize, maxBufferSize },
  });
}

async function deviceFor(backend: Backend): Promise<GPUDevice | undefined> {
  const known = ownDevices.get(backend);
  if (known) return known;
  const opening = openDevice(backend === "gpu").catch((error: unknown) => {
    ownDevices.delete(backend);
    if (backend === "gpu") throw error instanceof NoDeviceError ? error : new NoDeviceError(String(error));
    return undefined;
  });
  ownDevices.set(backend, opening);
  const device = await opening;
  void device?.lost.then(() => ownDevices.delete(backend));
  return device;
}

function seedText(seed: number | bigint | string | undefined): string {
  switch (typeof seed) {
    case "undefined": {
      const words = crypto.getRandomValues(new BigUint64Array(2));
      return ((words[0]! << 64n) | words[1]!).toString();
    }
    case "number":
      if (!Number.isSafeInteger(seed) || seed < 0) {
        throw new ArgumentError(`the seed ${seed} is no integer from 0 to 2^53 - 1: beyond, give a BigInt`);
      }
      return seed.toString();
    case "bigint":
      if (seed < 0n) throw new ArgumentError(`the seed ${seed} is negative`);
      return seed.toString();
    default:
      return seed;
  }
}

/**
 * A stream of random numbers, and what draws from it. Sample `i` of a draw depends on engine, seed,
 * distribution, the stream's position and `i`, and on nothing else: no adapter, browser or backend.
 *
 * ```js
 * const rng = await Generator.create({ seed: 42 });
 * const heights = await rng.normal(1_000_000, { mean: 170, std: 8 }); // a Float32Array
 * ```
 *
 * Each distribution of {@link Distributions} is a method, `student_t` by the name `studentT`. A draw takes
 * its words when it is called: calls that are not awaited still give the samples of their order.
 */
export class Generator {
  readonly #stream: wasm.Stream;
  readonly #options: { backend: Backend; selfCheck: boolean };
  /** Where draws are made; gone when it failed, under `"auto"`. */
  #drawer: Drawer | undefined;
  readonly #device: GPUDevice | undefined;
  #failure: Error | undefined;

  private constructor(
    stream: wasm.Stream,
    device: GPUDevice | undefined,
    options: { backend: Backend; selfCheck: boolean },
  ) {
    this.#stream = stream;
    this.#device = device;
    this.#options = options;
    this.#drawer = device && options.backend !== "cpu" ? Drawer.of(device) : undefined;
  }

  /**
   * A generator at position 0.
   *
   * Errors: `ArgumentError` for a seed, engine or backend that is none; `NoDeviceError` where `"gpu"` is
   * asked for and there is none.
   */
  static async create(options: GeneratorOptions = {}): Promise<Generator> {
    const { backend = "auto", selfCheck = true } = options;
    if (!["auto", "gpu", "cpu"].includes(backend)) {
      throw new ArgumentError(`the backend ${String(backend)} is none of auto, gpu, cpu`);
    }
    const seed = seedText(options.seed);
    await wasm.load();
    const stream = typed(() => new wasm.Stream(options.engine ?? wasm.Stream.defaultEngine(), seed));
    const device = options.device ?? (backend === "cpu" ? undefined : await deviceFor(backend));
    return new Generator(stream, device, { backend, selfCheck });
  }

  /** The seed, as text that gives this stream again. */
  get seed(): string {
    return this.#stream.seed();
  }

  /** The engine. */
  get engine(): Engine {
    return this.#stream.engine() as Engine;
  }

  /** Where the next draw will be made, once its kernels are compiled. */
  get backend(): "gpu" | "cpu" {
    return this.#drawer ? "gpu" : "cpu";
  }

  /** Why the GPU is no longer used, under `"auto"`. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** The device: the page's own, or the one that was opened. */
  get device(): GPUDevice | undefined {
    return this.#device;
  }

  /** The position in words of 32 bits, from 0 to 2⁶⁴. */
  get position(): bigint {
    return BigInt(this.#stream.position());
  }

  /** Moves to a position, in constant time. Error: `StreamError` past 2⁶⁴. */
  seek(position: bigint | number): void {
    if (typeof position === "number") checkCount(position);
    typed(() => this.#stream.seek(position.toString()));
  }

  /** The same stream at the same position: a snapshot. */
  clone(): Generator {
    return this.#with(this.#stream.copy());
  }

  /** The next `n` children: streams of their own, independent, at position 0. */
  spawn(n: number): Generator[] {
    checkCount(n);
    return typed(() => this.#stream.spawn(n)).map((stream) => this.#with(stream));
  }

  /**
   * The next `n` samples of a distribution by name.
   *
   * ```js
   * const counts = await rng.sample("poisson", 1000, { lam: 3.5 }); // a Uint32Array
   * ```
   *
   * Errors: `ParameterError`, `ArgumentError`, `StreamError`, `MemoryError`; under `"gpu"` also
   * `DeviceError` and `MismatchError`. A draw that fails takes no words.
   */
  async sample<N extends DistributionName>(
    name: N,
    n: number,
    ...[parameters]: ParametersArgument<N>
  ): Promise<ArrayOf<N>> {
    checkCount(n);
    const draw = drawOf(name, parameters ?? {});
    try {
      checkElements(draw, n);
      const samples = arrayFor(draw, n);
      const bytes = new Uint8Array(samples.buffer);
      await this.#taken(draw, n, (stream) => {
        if (this.#isEarly(stream, draw, n)) {
          // Failures are what failsOver() has made of them.
          this.prepare(name, ...([parameters] as ParametersArgument<N>)).catch(() => undefined);
          return sampleOnCpu(stream, draw, n, bytes);
        }
        return this.#failsOver(
          async (drawer) => {
            const copy = stream.copy();
            try {
              await drawer.sample(copy, draw, n, bytes, this.#options.selfCheck);
            } finally {
              copy.free();
            }
          },
          () => sampleOnCpu(stream, draw, n, bytes),
        );
      });
      return samples as ArrayOf<N>;
    } finally {
      release(draw);
    }
  }

  /**
   * Fills a buffer on the device with the next draw: samples lie one after the other. The work is submitted
   * when the promise is kept; it need not be done. The buffer needs `STORAGE`, and `COPY_DST` where the CPU
   * draws.
   *
   * ```js
   * const buffer = device.createBuffer({ size: 4 << 20, usage: GPUBufferUsage.STORAGE });
   * await rng.fill(buffer, "normal", { mean: 0, std: 1 });
   * ```
   *
   * Errors: as {@link sample}; `NoDeviceError` without a device.
   */
  async fill<N extends DistributionName>(
    buffer: GPUBuffer,
    name: N,
    parameters: ParametersOf<N>,
    target: Target = {},
  ): Promise<void> {
    const device = this.#device;
    if (!device) throw new NoDeviceError("fill needs a device: give create() one, or take sample()");
    const draw = drawOf(name, parameters);
    try {
      const { offset, count } = placed(buffer, draw, target);
      await this.#taken(draw, count, (stream) =>
        this.#failsOver(
          async (drawer) => {
            const plan = typed(() => stream.plan(draw.distribution, 0, offset, count, drawer.limits));
            try {
              await drawer.fill(buffer, stream, draw, plan, this.#options.selfCheck);
            } finally {
              plan.free();
            }
          },
          () => {
            const bytes = allocated(Uint8Array, Math.ceil((count * draw.distribution.sampleBytes()) / 4) * 4);
            sampleOnCpu(stream, draw, count, bytes);
            device.queue.writeBuffer(buffer, offset, bytes as Uint8Array<ArrayBuffer>);
          },
        ),
      );
    } finally {
      release(draw);
    }
  }

  /** Compiles and checks the kernels of a distribution, for {@link encode} and for a quick first draw. */
  async prepare<N extends DistributionName>(
    name: N,
    ...[parameters]: ParametersArgument<N>
  ): Promise<void> {
    const draw = drawOf(name, parameters ?? {});
    try {
      await this.#failsOver(
        (drawer) => drawer.prepare(this.engine, draw, this.#options.selfCheck),
        () => undefined,
      );
    } finally {
      release(draw);
    }
  }

  /**
   * Records the next draw into the page's own commands: nothing is submitted, nothing is copied. Await
   * {@link prepare} of the distribution once before.
   *
   * Errors: `NotPreparedError`; `NoDeviceError` where no GPU draws; those of {@link fill}.
   */
  encode<N extends DistributionName>(
    encoder: GPUCommandEncoder,
    buffer: GPUBuffer,
    name: N,
    parameters: ParametersOf<N>,
    target: Target = {},
  ): void {
    const drawer = this.#drawer;
    if (!drawer) throw new NoDeviceError("encode needs a GPU that draws: take sample(), or fill()");
    const draw = drawOf(name, parameters);
    try {
      const { offset, count } = placed(buffer, draw, target);
      const plan = typed(() => this.#stream.plan(draw.distribution, 0, offset, count, drawer.limits));
      try {
        drawer.record(encoder, buffer, this.#stream, draw, plan);
        this.#stream.seek(plan.position());
      } finally {
        plan.free();
      }
    } finally {
      release(draw);
    }
  }

  #with(stream: wasm.Stream): Generator {
    const generator = new Generator(stream, this.#device, this.#options);
    if (!this.#drawer) generator.#drawer = undefined;
    generator.#failure = this.#failure;
    return generator;
  }

  /** Takes the words of a draw at once, and gives them back if it fails and nobody drew since. */
  async #taken(draw: Draw, count: number, make: (stream: wasm.Stream) => Promise<void> | void): Promise<void> {
    const before = this.#stream.copy();
    typed(() => this.#stream.advance(draw.distribution, count));
    const after = this.#stream.position();
    try {
      await make(before);
    } catch (error) {
      if (this.#stream.position() === after) this.#stream.seek(before.position());
      throw error;
    } finally {
      before.free();
    }
  }

  /** Whether the CPU is done before the kernels of a draw are compiled. */
  #isEarly(stream: wasm.Stream, draw: Draw, count: number): boolean {
    const drawer = this.#drawer;
    if (!drawer || this.#options.backend !== "auto" || count > EARLY) return false;
    const plan = typed(() => stream.plan(draw.distribution, 0, 0, count, drawer.limits));
    try {
      return !drawer.isReady(plan);
    } finally {
      plan.free();
    }
  }

  /** Who draws where the CPU is not early: the only place that decides. */
  async #failsOver(onGpu: (drawer: Drawer) => Promise<void>, onCpu: () => void): Promise<void> {
    const drawer = this.#drawer;
    if (!drawer) return onCpu();
    try {
      await onGpu(drawer);
    } catch (error) {
      const isGpus = error instanceof DeviceError || error instanceof MismatchError;
      if (!isGpus || this.#options.backend === "gpu") throw error;
      this.#drawer = undefined;
      this.#failure = error;
      onCpu();
    }
  }
}

/** The methods of {@link Distributions}. */
export interface Generator extends DistributionMethods {}

for (const name of [
  "bits32", "bits64", "standard", "standard64", "open01", "openclosed01", "uniform", "uniform64",
  "integers", "integers_u32", "integers_i64", "integers_u64", "bernoulli", "bernoulli_mask", "normal",
  "normal64", "uniform_f16", "uniform_bf16", "normal_f16", "normal_bf16", "exponential", "exponential64", "laplace", "logistic", "gumbel", "cauchy", "half_normal",
  "rayleigh", "maxwell", "gamma", "chi_squared", "log_normal", "weibull", "inverse_gaussian",
  "skew_normal", "generalized_normal", "student_t", "fisher_f", "frechet", "pareto", "lomax", "beta",
  "pert", "power_function", "triangular", "truncated_normal", "von_mises", "poisson", "binomial",
  "geometric", "negative_binomial", "hypergeometric", "zipf", "zeta", "log_series", "rademacher",
  "beta_binomial", "categorical", "unit_circle", "unit_disc", "unit_sphere", "unit_ball", "dirichlet",
  "multivariate_normal",
] satisfies DistributionName[]) {
  const method = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  Object.defineProperty(Generator.prototype, method, {
    configurable: true,
    writable: true,
    value(this: Generator, n: number, parameters?: object) {
      return this.sample(name as "normal", n, parameters as ParametersOf<"normal">);
    },
  });
}

/** As many samples as elements. */
function checkElements(draw: Draw, n: number): void {
  if (draw.count !== undefined && draw.count !== n) {
    throw new ArgumentError(`${n} samples with parameters for ${draw.count}: draw as many as there are`);
  }
}

/** Where a draw goes in a buffer that can hold it. */
function placed(buffer: GPUBuffer, draw: Draw, target: Target): { offset: number; count: number } {
  const bytesEach = draw.distribution.sampleBytes();
  const { offset = 0 } = target;
  const fits = Math.floor((buffer.size - offset) / bytesEach);
  const { count = draw.count ?? Math.max(0, fits) } = target;
  checkCount(offset);
  checkCount(count);
  checkElements(draw, count);
  if (offset % 4 !== 0 || offset > buffer.size || count > fits) {
    throw new ArgumentError(
      `${count} samples of ${bytesEach} bytes from byte ${offset} on do not fit a buffer of ` +
        `${buffer.size} bytes, or ${offset} is no multiple of 4`,
    );
  }
  if (!(buffer.usage & GPUBufferUsage.STORAGE)) {
    throw new ArgumentError("the buffer lacks the usage STORAGE");
  }
  return { offset, count };
}
