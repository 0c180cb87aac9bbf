// Generators: a stream, and what draws from it.

import type {
  ArrayOf,
  DistributionMethods,
  DistributionName,
  ParametersArgument,
  ParametersOf,
} from "./distributions.js";
import { checkCount, checkText, seedText, type Seed } from "./arguments.js";
import { allocated, arrayFor, drawOf, elementsOf, release, sampleOnCpu, type Draw } from "./draw.js";
import { ArgumentError, NoDeviceError, typed } from "./errors.js";
import { checkBuffer, checkTarget, Made, Maker, type BackendOptions, type Target } from "./maker.js";
import * as wasm from "./wasm.js";
import { anywhere, drawOn, KERNEL_COUNTS } from "./work.js";

/** The engines; `threefry4x32_20` is the default. */
export type Engine = "threefry4x32_20" | "philox4x32_10" | "chacha8" | "chacha12" | "chacha20";

/** Options of {@link Generator.create}. */
export interface GeneratorOptions extends BackendOptions {
  /**
   * The seed: a non-negative integer of any size, or text as `"42/0/1"`, entropy and the path of spawned
   * children. Equal seeds, equal samples. By default 128 random bits: `seed` tells which.
   */
  seed?: Seed;
  /** The engine. */
  engine?: Engine;
}

/** 128 random bits. */
function randomSeed(): bigint {
  const words = crypto.getRandomValues(new BigUint64Array(2));
  return (words[0]! << 64n) | words[1]!;
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
export class Generator extends Made {
  readonly #stream: wasm.Stream;
  readonly #maker: Maker;

  private constructor(stream: wasm.Stream, maker: Maker) {
    if (!(stream instanceof wasm.Stream)) throw new ArgumentError("a Generator is made by Generator.create()");
    super(maker);
    this.#stream = stream;
    this.#maker = maker;
  }

  /**
   * A generator at position 0.
   *
   * Errors: `ArgumentError` for a seed, engine or backend that is none; `NoDeviceError` where `"gpu"` is
   * asked for and there is none.
   */
  static async create(options: GeneratorOptions = {}): Promise<Generator> {
    const maker = await Maker.open(options, () => wasm.load());
    const { seed = randomSeed(), engine = wasm.Stream.defaultEngine() } = options;
    checkText("the engine", engine);
    const stream = typed(() => new wasm.Stream(engine, seedText(seed)));
    return new Generator(stream, maker);
  }

  /** The seed, as text that gives this stream again. */
  get seed(): string {
    return this.#stream.seed();
  }

  /** The engine. */
  get engine(): Engine {
    return this.#stream.engine() as Engine;
  }

  /** The position in words of 32 bits, from 0 to 2⁶⁴. */
  get position(): bigint {
    return BigInt(this.#stream.position());
  }

  /** Moves to a position, in constant time. Error: `StreamError` past 2⁶⁴. */
  seek(position: bigint | number): void {
    if (typeof position !== "bigint") checkCount(position);
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
   * Errors: `ParameterError`, `ArgumentError` (also for parameters in a `GPUBuffer` where the CPU draws),
   * `StreamError`, `MemoryError`; under `"gpu"` also
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
      elementsOf(draw, n);
      const samples = arrayFor(draw, n);
      const bytes = new Uint8Array(samples.buffer);
      await this.#taken(draw, n, (stream) =>
        this.#maker.sample(
          drawOn(stream, draw),
          n,
          n,
          bytes,
          isInBuffers(draw) ? undefined : () => sampleOnCpu(stream, draw, n, bytes),
          () => this.prepare(name, ...([parameters] as ParametersArgument<N>)),
        ),
      );
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
   * await rng.fill(buffer, "normal", { mean: means, std: 1 }); // `means` is a buffer too: see Each
   * ```
   *
   * Errors: as {@link sample}; `NoDeviceError` without a device; `ArgumentError` for buffers that do not fit.
   */
  async fill<N extends DistributionName>(
    buffer: GPUBuffer,
    name: N,
    parameters: ParametersOf<N> = {} as ParametersOf<N>,
    target: Target = {},
  ): Promise<void> {
    if (!this.#maker.device) throw new NoDeviceError("fill needs a device: give create() one, or take sample()");
    const draw = drawOf(name, parameters);
    try {
      const { offset, count } = placed(buffer, draw, target);
      await this.#taken(draw, count, (stream) =>
        this.#maker.fill(
          buffer,
          drawOn(stream, draw),
          offset,
          count,
          isInBuffers(draw)
            ? undefined
            : () => {
                const bytes = allocated(Uint8Array, Math.ceil((count * draw.distribution.sampleBytes()) / 4) * 4);
                sampleOnCpu(stream, draw, count, bytes);
                return bytes;
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
      await anywhere(this.engine, draw, (work) => this.#maker.prepare(work, KERNEL_COUNTS));
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
    parameters: ParametersOf<N> = {} as ParametersOf<N>,
    target: Target = {},
  ): void {
    const { drawer } = this.#maker;
    if (!drawer) throw new NoDeviceError("encode needs a GPU that draws: take sample(), or fill()");
    if (typeof encoder?.beginComputePass !== "function") throw new ArgumentError("encode takes a GPUCommandEncoder");
    const draw = drawOf(name, parameters);
    try {
      const { offset, count } = placed(buffer, draw, target);
      const after = this.#stream.copy();
      try {
        typed(() => after.advance(draw.distribution, count));
        drawer.record(encoder, buffer, drawOn(this.#stream, draw), offset, count);
        this.#stream.seek(after.position());
      } finally {
        after.free();
      }
    } finally {
      release(draw);
    }
  }

  #with(stream: wasm.Stream): Generator {
    return new Generator(stream, this.#maker.copy());
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
}

/** Whether the CPU cannot read a parameter. */
const isInBuffers = (draw: Draw): boolean => draw.room.length > 0;

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

/** Where a draw goes in a buffer that can hold it. */
function placed(buffer: GPUBuffer, draw: Draw, target: Target): { offset: number; count: number } {
  checkBuffer(buffer);
  const bytesEach = draw.distribution.sampleBytes();
  const { offset = 0 } = target;
  const fits = Math.floor((buffer.size - offset) / bytesEach);
  const count = target.count ?? elementsOf(draw) ?? Math.max(0, fits);
  checkCount(offset);
  checkCount(count);
  elementsOf(draw, isInBuffers(draw) || draw.count !== undefined ? count : undefined);
  checkTarget(buffer, bytesEach, offset, count);
  if (draw.buffers.includes(buffer)) {
    throw new ArgumentError("a parameter lies in the buffer that is filled: it needs another");
  }
  return { offset, count };
}
